package io.espalier.criterion;

import io.espalier.prune.Groups;
import java.util.Arrays;

/**
 * Filter pruning via geometric median (He et al. 2019, arXiv:1811.00250): s = sum over the other groups v of the layer of
 * ||w_u - w_v||. What is near the median of all can be made up for by the others. Groups of zeros alone count as gone and
 * score 0; in a shorter group, as at the border of tiles, the missing weights count as 0. The paper's groups are filters;
 * the cost grows with the square of a layer's groups, except of single weights. A poor choice for a global scope: the sum
 * grows with the layer's width and scale.
 */
public record Fpgm() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[] scores = new double[groups.count()];
        float[][] members = groups.members(network.weights());
        for (Groups.Layer layer : groups.layers()) {
            GroupDistances distances = new GroupDistances(Arrays.copyOfRange(members, layer.first(), layer.end()));
            System.arraycopy(distances.sums(), 0, scores, layer.first(), layer.count());
        }
        return scores;
    }
}
