package io.espalier.plan;

import io.espalier.network.NetworkFamily;
import io.espalier.schema.Canonical;

/**
 * What a chain of actions begins from.
 *
 * @param dataHash of the three parts of the data
 * @param engine name and version of what computes
 */
public record Root(NetworkFamily network, String dataHash, String engine, long seed) {
    /** The key before a chain's first action. */
    public StepKey key() {
        return StepKey.hash(
                StepKey.NUMERICS + "\n" + engine + "\n" + dataHash + "\n" + Canonical.json(network) + "\n" + seed);
    }
}
