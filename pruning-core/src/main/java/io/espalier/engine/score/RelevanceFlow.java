package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.criterion.NetworkView;
import io.espalier.criterion.RelevanceRule;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.torch.op.OpKernels;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Layer-wise relevance propagation: carries the outputs that stand for the target, as the true class's logit, back from node to node, by shares. A linear node's
 * output is a sum of terms (its parts); each input gets x dz/dx r/z and each weight w dz/dw r/z. Norms and
 * nonlinearities pass relevance on as it is, max pooling to the winners, a join by the shares of its sum.
 */
final class RelevanceFlow implements AutoCloseable {
    private final Network network;
    private final ScoringPass pass;
    private final RelevanceRule rule;
    private final List<Part> parts = new ArrayList<>();
    private final List<Node> weighted;
    private final double[][] ofUnits;
    private final double[] ofWeights;
    private final Map<String, PtNDArray> outputs = new HashMap<>();
    private final Map<String, float[]> arrived = new HashMap<>();

    /** One kind of term of a linear node. */
    private record Part(
            RelevanceRule.Sign inputs,
            @SuppressWarnings("ArrayRecordComponent") float[] weights,
            Parameters parameters,
            Forward forward) {}

    RelevanceFlow(Network network, ScoringPass pass, float[] weights, RelevanceRule rule) {
        this.network = network;
        this.pass = pass;
        this.rule = rule;
        this.weighted = network.weighted();
        this.ofWeights = new double[weights.length];
        this.ofUnits = weighted.stream()
                .map(node -> new double[network.shape(node.name()).channels()])
                .toArray(double[][]::new);
        rule.terms().forEach(terms -> parts.add(part(terms, weights)));
    }

    private Part part(RelevanceRule.Terms terms, float[] weights) {
        float[] own = terms.weights() == RelevanceRule.Sign.ANY ? weights.clone() : new float[weights.length];
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                own[i] = terms.weights().of(weights[i]);
            }
        }
        Parameters parameters = new Parameters(network.layout(), own);
        return new Part(terms.inputs(), own, parameters, new Forward(network, parameters));
    }

    /** Adds the share of the examples {@code from} to {@code to} in the mean over {@code examples}. */
    void accumulate(int from, int to, int examples) {
        outputs.clear();
        PtNDArray logits = pass.logits(from, to, (node, input, output) -> {
            if (node.inputs().get(0).equals(Node.INPUT)) {
                outputs.put(Node.INPUT, input);
            }
            outputs.put(node.name(), output);
            return output;
        });
        List<Node> nodes = network.nodes();
        arrived.put(nodes.get(nodes.size() - 1).name(), start(Torch.read(logits), from, to, examples));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            float[] relevance = arrived.remove(nodes.get(i).name());
            if (relevance != null) {
                spread(nodes.get(i), relevance);
            }
        }
        arrived.clear();
        parts.forEach(this::takeMessages);
    }

    private float[] start(FloatBuffer logits, int from, int to, int examples) {
        float[] relevance = new float[(to - from) * network.outputs()];
        for (int row = 0; row < to - from; row++) {
            for (int output = 0; output < network.outputs(); output++) {
                int place = row * network.outputs() + output;
                relevance[place] = pass.concerns(from + row, output) ? logits.get(place) / examples : 0;
            }
        }
        return relevance;
    }

    private void spread(Node node, float[] relevance) {
        boolean isWeighted = weighted.contains(node);
        if (isWeighted) {
            addUnits(
                    ofUnits[weighted.indexOf(node)],
                    relevance,
                    network.shape(node.name()).positions());
        }
        switch (OpKernels.of(node.op()).relevance()) {
            case UNCHANGED -> arrive(node.inputs().get(0), relevance);
            case ROUTED -> route(node, relevance);
            case BY_SUMMANDS -> spreadOverSum(node, relevance);
            case BY_TERMS -> spreadOverTerms(node, isWeighted ? parts : parts.subList(0, 1), relevance);
        }
    }

    private void route(Node node, float[] relevance) {
        List<PtNDArray> inputs = node.inputs().stream()
                .map(name -> leaf(name, RelevanceRule.Sign.ANY))
                .toList();
        pass.backward(parts.get(0).forward.output(node, inputs), relevance);
        for (int i = 0; i < inputs.size(); i++) {
            arrive(node.inputs().get(i), floats(JniUtils.getGradient(inputs.get(i))));
        }
    }

    private static void addUnits(double[] sums, float[] relevance, int positions) {
        for (int i = 0; i < relevance.length; i++) {
            sums[i / positions % sums.length] += relevance[i];
        }
    }

    private void spreadOverTerms(Node node, List<Part> terms, float[] relevance) {
        String from = node.inputs().get(0);
        List<PtNDArray> inputs =
                terms.stream().map(part -> leaf(from, part.inputs)).toList();
        List<PtNDArray> results = new ArrayList<>();
        double[] sums = new double[relevance.length];
        for (int i = 0; i < terms.size(); i++) {
            results.add(terms.get(i).forward.output(node, List.of(inputs.get(i))));
            add(sums, floats(results.get(i)));
        }
        float[] shares = shares(relevance, sums);
        for (int i = 0; i < terms.size(); i++) {
            pass.backward(results.get(i), shares);
            arrive(from, product(floats(inputs.get(i)), floats(JniUtils.getGradient(inputs.get(i)))));
        }
    }

    private void spreadOverSum(Node node, float[] relevance) {
        List<float[]> inputs = node.inputs().stream()
                .map(name -> floats(leaf(name, parts.get(0).inputs)))
                .toList();
        double[] sums = new double[relevance.length];
        inputs.forEach(input -> add(sums, input));
        float[] shares = shares(relevance, sums);
        for (int i = 0; i < inputs.size(); i++) {
            arrive(node.inputs().get(i), product(inputs.get(i), shares));
        }
    }

    /** r / z, z pushed away from 0. */
    private float[] shares(float[] relevance, double[] sums) {
        float[] shares = new float[relevance.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) (relevance[i] / rule.stabilized(sums[i]));
        }
        return shares;
    }

    /** A node's output as it came by, those of one sign, with a gradient of its own. */
    private PtNDArray leaf(String name, RelevanceRule.Sign sign) {
        PtNDArray output = Objects.requireNonNull(outputs.get(name));
        float[] values = floats(output);
        for (int i = 0; i < values.length; i++) {
            values[i] = sign.of(values[i]);
        }
        PtNDArray leaf = pass.tensor(output, values);
        JniUtils.attachGradient(leaf, true);
        return leaf;
    }

    private void arrive(String name, float[] relevance) {
        float[] before = arrived.putIfAbsent(name, relevance);
        for (int i = 0; before != null && i < before.length; i++) {
            before[i] += relevance[i];
        }
    }

    private void takeMessages(Part part) {
        float[] gradient = part.parameters.takeGradient();
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                ofWeights[i] += (double) part.weights[i] * gradient[i];
            }
        }
    }

    private static float[] floats(PtNDArray tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        Torch.read(tensor).get(values);
        return values;
    }

    private static void add(double[] sums, float[] values) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }

    private static float[] product(float[] one, float[] other) {
        float[] product = new float[one.length];
        for (int i = 0; i < one.length; i++) {
            product[i] = one[i] * other[i];
        }
        return product;
    }

    NetworkView.Relevance means() {
        return new NetworkView.Relevance(ofUnits, ofWeights);
    }

    @Override
    public void close() {
        parts.forEach(part -> part.parameters.close());
    }
}
