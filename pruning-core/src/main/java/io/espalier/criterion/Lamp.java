package io.espalier.criterion;

import io.espalier.prune.Groups;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Layer-adaptive magnitude (Lee et al. 2021): s_u = |w_u|^2 / sum of |w_v|^2 over the groups v of the layer that do not
 * rank below u, |w|^2 being a group's squared norm and the lower of two equal groups the one with the lower number. The
 * largest of each layer scores 1, so a global ranking never empties a layer. A poor choice where the scope is per layer:
 * there it is magnitude.
 */
public record Lamp() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        double[] squares = groups.sum(i -> (double) w[i] * w[i]);
        double[] scores = new double[groups.count()];
        for (Groups.Layer layer : groups.layers()) {
            double notBelow = 0;
            for (int group : descending(layer, squares)) {
                notBelow += squares[group];
                scores[group] = notBelow == 0 ? 0 : squares[group] / notBelow;
            }
        }
        return scores;
    }

    private static int[] descending(Groups.Layer layer, double[] squares) {
        return IntStream.range(layer.first(), layer.end())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(g -> squares[g])
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .mapToInt(g -> g)
                .toArray();
    }
}
