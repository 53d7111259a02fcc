package io.espalier.penalty;

import io.espalier.network.WeightGroups;
import java.util.List;

/** strength sum_g ||w_g|| over groups of weights. */
record NormSum(double strength, WeightGroups groups) {
    /** All of them. */
    static Penalty.Term of(List<NormSum> sums) {
        return (weights, gradient, epoch) ->
                sums.stream().mapToDouble(sum -> sum.add(weights, gradient)).sum();
    }

    /** Adds the gradient, strength w_g / ||w_g|| and 0 where the norm is 0; gives the value. */
    private double add(float[] weights, float[] gradient) {
        double[] norms = groups.norms(weights);
        double sum = 0;
        for (int group = 0; group < norms.length; group++) {
            sum += norms[group];
            norms[group] = norms[group] == 0 ? 0 : strength / norms[group];
        }
        groups.add(norms, weights, gradient);
        return strength * sum;
    }
}
