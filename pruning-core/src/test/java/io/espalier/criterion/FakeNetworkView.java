package io.espalier.criterion;

import io.espalier.criterion.DoubleNetwork.Flow;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a {@link NetworkView} has to show, computed by definition in double arithmetic without any engine. The data are
 * the first examples of the dataset in its own order.
 */
public final class FakeNetworkView implements NetworkView {
    private final Network network;
    private final float[] weights;
    private final Dataset data;
    private final RandomKey key;
    private final DoubleNetwork doubles;

    public FakeNetworkView(Network network, float[] weights, Dataset data, RandomKey key) {
        this.network = network;
        this.weights = weights.clone();
        this.data = data;
        this.key = key;
        this.doubles = new DoubleNetwork(network, parameters(w -> w), Flow.WHOLE);
    }

    private double[] parameters(DoubleUnaryOperator map) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> map.applyAsDouble(weights[i]))
                .toArray();
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public RandomKey random() {
        return key;
    }

    /** The logits of an example. */
    public double[] logits(int example) {
        return logits(doubles.forward(input(example)));
    }

    /** Mean cross-entropy at other parameters, for differences. */
    public double loss(double[] parameters, int examples) {
        DoubleNetwork at = new DoubleNetwork(network, parameters, Flow.WHOLE);
        return IntStream.range(0, count(examples))
                .mapToDouble(e -> -Math.log(softmax(logits(at.forward(input(e))))[
                        ClassTargets.of(data).labels()[e]]))
                .average()
                .orElseThrow();
    }

    @Override
    public float[] gradient(int examples) {
        return mean(examples, this::exampleGradient);
    }

    @Override
    public float[] squaredGradient(int examples) {
        return mean(
                examples, e -> Arrays.stream(exampleGradient(e)).map(g -> g * g).toArray());
    }

    private double[] exampleGradient(int example) {
        Map<String, double[]> values = doubles.forward(input(example));
        return doubles.parameterSlopes(values, doubles.backward(values, lossSlope(values, example)));
    }

    @Override
    public float[] curvature(int examples) {
        return mean(examples, this::exampleCurvature);
    }

    /**
     * diag(p) - pp' is the sum over classes k of v v' with v = sqrt(p_k) (e_k - p), so the curvature of any quantity is
     * the sum over classes of its squared slopes under v.
     */
    private double[] exampleCurvature(int example) {
        Map<String, double[]> values = doubles.forward(input(example));
        double[] p = softmax(logits(values));
        double[] curvature = new double[weights.length];
        for (int k = 0; k < p.length; k++) {
            int chosen = k;
            double[] v = IntStream.range(0, p.length)
                    .mapToDouble(c -> Math.sqrt(p[chosen]) * ((c == chosen ? 1 : 0) - p[c]))
                    .toArray();
            Map<String, double[]> slopes = doubles.backward(values, v);
            for (Node node : network.weighted()) {
                double[] x = values.get(node.inputs().get(0));
                double[] dy = slopes.get(node.name());
                doubles.uses(node, (to, from, w) -> curvature[w] += dy[to] * dy[to] * x[from] * x[from]);
            }
        }
        return curvature;
    }

    @Override
    public float[] hessianGradient(int examples, double temperature) {
        double[] w = parameters(x -> x);
        double[] g = tempered(w, examples, temperature);
        double step = norm(g) == 0 ? 1 : 0x1p-10 * norm(w) / norm(g);
        if (step == 0) {
            return new float[w.length];
        }
        double[] ahead = tempered(moved(w, g, step), examples, temperature);
        double[] behind = tempered(moved(w, g, -step), examples, temperature);
        return floats(IntStream.range(0, w.length)
                .mapToDouble(i -> (ahead[i] - behind[i]) / (2 * step))
                .toArray());
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static double[] moved(double[] w, double[] g, double step) {
        return IntStream.range(0, w.length).mapToDouble(i -> w[i] + step * g[i]).toArray();
    }

    /** The gradient at other parameters of the loss of logits over a temperature, by the weights that are not 0. */
    private double[] tempered(double[] parameters, int examples, double temperature) {
        DoubleNetwork at = new DoubleNetwork(network, parameters, Flow.WHOLE);
        double[] gradient = new double[parameters.length];
        for (int e = 0; e < count(examples); e++) {
            Map<String, double[]> values = at.forward(input(e));
            double[] slope = softmax(
                    Arrays.stream(logits(values)).map(z -> z / temperature).toArray());
            slope[ClassTargets.of(data).labels()[e]] -= 1;
            double[] scaled = Arrays.stream(slope)
                    .map(s -> s / temperature / count(examples))
                    .toArray();
            double[] own = at.parameterSlopes(values, at.backward(values, scaled));
            for (Node node : network.weighted()) {
                Layout.Slot slot = network.layout().slot(node.name() + ".weight");
                for (int i = slot.offset(); i < slot.end(); i++) {
                    gradient[i] += weights[i] == 0 ? 0 : own[i];
                }
            }
        }
        return gradient;
    }

    @Override
    public double[][] activationMean(int examples, ActivationNumber number) {
        DoubleActivations means = new DoubleActivations(network, count(examples));
        for (int e = 0; e < count(examples); e++) {
            means.addNumbers(doubles.forward(input(e)), number);
        }
        return means.ofUnits();
    }

    @Override
    public double[][] activationTaylor(int examples, Cancellation cancellation) {
        DoubleActivations taylor = new DoubleActivations(network, count(examples));
        for (int e = 0; e < count(examples); e++) {
            Map<String, double[]> values = doubles.forward(input(e));
            taylor.addProducts(values, doubles.backward(values, lossSlope(values, e)), cancellation);
        }
        return taylor.ofUnits();
    }

    @Override
    public double[] synapticGradient() {
        DoubleNetwork synapses = new DoubleNetwork(network, parameters(Math::abs), Flow.SYNAPTIC);
        double[] ones = new double[network.input().elements()];
        Arrays.fill(ones, 1);
        Map<String, double[]> values = synapses.forward(ones);
        double flow = Arrays.stream(logits(values)).sum();
        double[] atLogits = new double[network.classes()];
        Arrays.fill(atLogits, 1);
        double[] slopes = synapses.parameterSlopes(values, synapses.backward(values, atLogits));
        double[] only = new double[slopes.length];
        for (Node node : network.weighted()) {
            Layout.Slot slot = network.layout().slot(node.name() + ".weight");
            for (int i = slot.offset(); i < slot.end(); i++) {
                only[i] = flow == 0 ? 0 : slopes[i] / flow;
            }
        }
        return only;
    }

    @Override
    public Relevance relevance(int examples, RelevanceRule rule) {
        double[][] ofUnits = network.weighted().stream()
                .map(n -> new double[network.shape(n.name()).channels()])
                .toArray(double[][]::new);
        double[] ofWeights = new double[weights.length];
        DoubleRelevance relevance = new DoubleRelevance(network, doubles, parameters(w -> w), rule);
        for (int e = 0; e < count(examples); e++) {
            double share = 1.0 / count(examples);
            Map<String, double[]> at =
                    relevance.of(input(e), ClassTargets.of(data).labels()[e], (w, r) -> ofWeights[w] += r * share);
            for (int n = 0; n < ofUnits.length; n++) {
                double[] arrived = at.get(network.weighted().get(n).name());
                for (int i = 0; i < arrived.length; i++) {
                    ofUnits[n][i / (arrived.length / ofUnits[n].length)] += arrived[i] * share;
                }
            }
        }
        return new Relevance(ofUnits, ofWeights);
    }

    private float[] mean(int examples, IntFunction<double[]> ofExample) {
        double[] sum = new double[weights.length];
        for (int e = 0; e < count(examples); e++) {
            double[] one = ofExample.apply(e);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i] / count(examples);
            }
        }
        return floats(sum);
    }

    private int count(int examples) {
        return Math.min(examples, data.size());
    }

    private double[] input(int example) {
        int width = data.shape().elements();
        return IntStream.range(example * width, (example + 1) * width)
                .mapToDouble(i -> data.features()[i])
                .toArray();
    }

    private double[] logits(Map<String, double[]> values) {
        return values.get(doubles.last().name());
    }

    private double[] lossSlope(Map<String, double[]> values, int example) {
        double[] slope = softmax(logits(values));
        slope[ClassTargets.of(data).labels()[example]] -= 1;
        return slope;
    }

    private static double[] softmax(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - max)).sum();
        return Arrays.stream(logits).map(z -> Math.exp(z - max) / sum).toArray();
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
