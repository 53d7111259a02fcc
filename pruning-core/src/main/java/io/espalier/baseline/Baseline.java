package io.espalier.baseline;

import io.espalier.data.Dataset;
import io.espalier.data.Targets;
import io.espalier.network.NetworkFamily;
import io.espalier.random.RandomKey;

/**
 * A model of another library, fitted in one go on the training part, whose coefficients are the weights of a
 * network: what a compressed network has to be worth more than. Variants are records, registered as services; they are
 * fitted on the driver, from where they may use the cluster.
 */
public interface Baseline {
    /** The network that its coefficients are the weights of. */
    NetworkFamily network();

    /** What it can fit. */
    default Targets.Kind targets() {
        return Targets.Kind.CLASSES;
    }

    /** Name and version of what fits it, which is part of the key of what it finds. */
    String engine();

    /**
     * Fits it; the same bits for the same examples and key.
     *
     * @param key of every draw
     */
    Coefficients fit(Dataset train, RandomKey key);
}
