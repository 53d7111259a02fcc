package io.espalier.criterion;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.network.Node;
import io.espalier.prune.Groups;
import io.espalier.schema.Default;
import java.util.List;

/**
 * First-order estimate of the change in loss. Of a unit with activation a: s = mean over examples of |mean over
 * positions of a dL/da|, divided by the L2 norm of its layer's scores (Molchanov et al. 2017). Of any other group:
 * s = (sum g w)^2, signs cancelling within the group, without normalisation (Molchanov et al. 2019); single weights
 * then rank as under SNIP. A poor choice at high sparsity in one shot: the estimate holds for small changes.
 */
public record Taylor(@Default("512") int examples) implements Criterion {
    public Taylor {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Taylor() {
        this(512);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        return groups.granularity().isUnit() ? ofUnits(network, groups) : ofWeights(network, groups);
    }

    private double[] ofWeights(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] g = network.gradient(examples);
        double[] scores = groups.sum(i -> (double) g[i] * w[i]);
        for (int group = 0; group < scores.length; group++) {
            scores[group] *= scores[group];
        }
        return scores;
    }

    private double[] ofUnits(NetworkView network, Groups groups) {
        double[][] taylor = network.activationTaylor(examples);
        List<Node> weighted = network.network().weighted();
        double[] scores = new double[groups.count()];
        for (Groups.Layer layer : groups.layers()) {
            double[] ofLayer = taylor[weighted.indexOf(layer.node())];
            double norm = norm(ofLayer);
            for (int unit = 0; unit < layer.count(); unit++) {
                scores[layer.first() + unit] = norm == 0 ? 0 : ofLayer[unit] / norm;
            }
        }
        return scores;
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
