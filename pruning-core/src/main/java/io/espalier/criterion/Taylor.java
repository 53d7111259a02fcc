package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Node;
import io.espalier.prune.Groups;
import java.util.Arrays;
import java.util.List;

/**
 * First-order estimate of the change in loss. Of a unit with activation a: s = mean over examples of |mean over
 * positions of a dL/da|, or the magnitude of the mean where examples cancel, divided by the L2 norm of its layer's scores
 * (Molchanov et al. 2017). Of any other group: s = (sum g w)^2, signs cancelling within the group, without normalisation
 * (Molchanov et al. 2019); single weights then rank as under SNIP. A poor choice at high sparsity in one shot: the
 * estimate holds for small changes.
 *
 * @param examples number of training examples used
 * @param cancellation whether changes of opposite sign in different examples cancel
 */
public record Taylor(
        @Default("512") int examples, @Default("absent") NetworkView.Cancellation cancellation) implements Criterion {
    public Taylor {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Taylor() {
        this(512, NetworkView.Cancellation.ABSENT);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        return groups.granularity().isUnit() ? ofUnits(network, groups) : ofWeights(network, groups);
    }

    private double[] ofWeights(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] g = network.gradient(examples);
        return Arrays.stream(groups.sum(i -> (double) g[i] * w[i]))
                .map(s -> s * s)
                .toArray();
    }

    private double[] ofUnits(NetworkView network, Groups groups) {
        double[][] taylor = network.activationTaylor(examples, cancellation);
        List<Node> weighted = network.network().weighted();
        double[] scores = new double[groups.count()];
        for (Groups.Layer layer : groups.layers()) {
            double[] ofLayer = taylor[weighted.indexOf(layer.node())];
            double norm = Math.sqrt(Arrays.stream(ofLayer).map(s -> s * s).sum());
            for (int unit = 0; unit < layer.count(); unit++) {
                scores[layer.first() + unit] = norm == 0 ? 0 : Math.abs(ofLayer[unit]) / norm;
            }
        }
        return scores;
    }
}
