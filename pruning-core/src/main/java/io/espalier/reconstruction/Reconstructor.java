package io.espalier.reconstruction;

import io.espalier.network.Network;
import io.espalier.prune.Granularity;

/**
 * Makes a trained network sparser layer by layer: finds new weights that give what the layers gave before, on captured
 * activations and without gradients. Variants are records, registered as services.
 */
public interface Reconstructor {
    /** What goes as one where something goes. */
    Granularity granularity();

    /** @throws io.espalier.binding.InvalidValueException if the network has not what it asks for */
    void requireFits(Network network);

    Reconstruction reconstruct(ActivationView view);
}
