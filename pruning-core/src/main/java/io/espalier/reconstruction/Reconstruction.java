package io.espalier.reconstruction;

import io.espalier.prune.Mask;

/**
 * What a reconstructor makes of a network.
 *
 * @param weights by the network's layout
 * @param mask what is kept
 */
public record Reconstruction(
        @SuppressWarnings("ArrayRecordComponent") float[] weights, Mask mask) {}
