package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Node;
import io.espalier.prune.Groups;
import java.util.List;

/**
 * Layer-wise relevance (Yeom et al. 2021): s = what of the true classes' logits, carried back by shares, arrives at a
 * unit, summed over examples and positions; of any other group, what passes through its weights. A poor choice where
 * examples are too few to show every unit at work.
 *
 * @param examples number of training examples used
 * @param rule how relevance is distributed among the inputs of a unit
 */
public record Lrp(
        @Default("512") int examples, @Default("z-plus") RelevanceRule rule) implements Criterion {
    public Lrp {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Lrp() {
        this(512, new RelevanceRule.ZPlus(1e-9));
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        NetworkView.Relevance relevance = network.relevance(examples, rule);
        return groups.granularity().isUnit()
                ? ofUnits(relevance, network.network().weighted(), groups)
                : groups.sum(i -> relevance.ofWeights()[i]);
    }

    private static double[] ofUnits(NetworkView.Relevance relevance, List<Node> weighted, Groups groups) {
        double[] scores = new double[groups.count()];
        for (Groups.Layer layer : groups.layers()) {
            double[] ofLayer = relevance.ofUnits()[weighted.indexOf(layer.node())];
            System.arraycopy(ofLayer, 0, scores, layer.first(), layer.count());
        }
        return scores;
    }
}
