package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Relevance by its definition, term by term, in plain double arithmetic. */
final class DoubleRelevance {
    private final Network network;
    private final DoubleNetwork doubles;
    private final double[] parameters;
    private final RelevanceRule rule;

    /** Gets what passes through a weight at one of its uses. */
    @FunctionalInterface
    interface Message {
        void at(int weight, double relevance);
    }

    DoubleRelevance(Network network, DoubleNetwork doubles, double[] parameters, RelevanceRule rule) {
        this.network = network;
        this.doubles = doubles;
        this.parameters = parameters;
        this.rule = rule;
    }

    /** What arrives at every node's output, and at the input. */
    Map<String, double[]> of(double[] input, int label, Message message) {
        Map<String, double[]> values = doubles.forward(input);
        Map<String, double[]> arrived = new HashMap<>();
        values.forEach((name, value) -> arrived.put(name, new double[value.length]));
        String last = doubles.last().name();
        arrived.get(last)[label] = values.get(last)[label];
        for (int n = network.nodes().size() - 1; n >= 0; n--) {
            spread(network.nodes().get(n), values, arrived, message);
        }
        return arrived;
    }

    private void spread(Node node, Map<String, double[]> values, Map<String, double[]> arrived, Message message) {
        double[] r = arrived.get(node.name());
        double[] x = values.get(node.inputs().get(0));
        double[] at = arrived.get(node.inputs().get(0));
        if (DoubleNetwork.isWeighted(node)) {
            double[] z = new double[r.length];
            for (int to = 0; to < z.length; to++) {
                z[to] = bias(node, to);
            }
            doubles.uses(node, (to, from, w) -> z[to] += term(x[from] * weight(w)));
            doubles.uses(node, (to, from, w) -> {
                double share = term(x[from] * weight(w)) / rule.stabilized(z[to]) * r[to];
                at[from] += share;
                message.at(w, share);
            });
        } else if (DoubleNetwork.isPool(node.op())) {
            for (int to = 0; to < r.length; to++) {
                spreadOver(doubles.window(node, x, to), x, r[to], at);
            }
        } else if (node.op() instanceof Add) {
            double[] y = values.get(node.inputs().get(1));
            for (int i = 0; i < r.length; i++) {
                double share = r[i] / rule.stabilized(term(x[i]) + term(y[i]));
                at[i] += term(x[i]) * share;
                arrived.get(node.inputs().get(1))[i] += term(y[i]) * share;
            }
        } else {
            for (int i = 0; i < r.length; i++) {
                at[i] += r[i];
            }
        }
    }

    /** To the winner of a max pool, or by the shares of a mean. */
    private void spreadOver(int[] window, double[] x, double r, double[] at) {
        double mean =
                IntStream.of(window).mapToDouble(i -> term(x[i])).average().orElseThrow();
        for (int from : window) {
            at[from] += window.length == 1 ? r : term(x[from]) / window.length / rule.stabilized(mean) * r;
        }
    }

    private double term(double product) {
        return rule instanceof RelevanceRule.ZPlus ? Math.max(0, product) : product;
    }

    private double weight(int w) {
        return rule instanceof RelevanceRule.PositiveWeights ? Math.max(0, parameters[w]) : parameters[w];
    }

    private double bias(Node node, int to) {
        Layout layout = network.layout();
        boolean counts = rule instanceof RelevanceRule.Epsilon && layout.contains(node.name() + ".bias");
        int unit = to / network.shape(node.name()).positions();
        return counts ? parameters[layout.slot(node.name() + ".bias").offset() + unit] : 0;
    }
}
