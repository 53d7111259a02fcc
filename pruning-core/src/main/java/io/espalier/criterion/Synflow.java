package io.espalier.criterion;

import io.espalier.prune.Groups;

/**
 * Synaptic saliency s = |w| dR/d|w| of the flow R = 1' |W_L| ... |W_1| 1 (Tanaka et al. 2020), in parts of R, so that it
 * has a number at any depth; of a group, the sum. It needs no data. Each layer's scores sum to 1, so small layers score
 * high and none collapses, provided that scores are taken anew many times on the way: give {@code rounds: 100} and the
 * geometric schedule. A poor choice in one round, and after training, which it knows nothing of.
 */
public record Synflow() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        double[] flow = network.synapticGradient();
        return groups.sum(i -> Math.abs(w[i]) * flow[i]);
    }
}
