package io.espalier.engine.score;

import io.espalier.criterion.NetworkView;
import io.espalier.criterion.RelevanceRule;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;

/** What criteria may ask, answered by libtorch on the calling thread. */
public final class TorchNetworkView implements NetworkView {
    private final Network network;
    private final float[] weights;
    private final Dataset data;
    private final LossFunction loss;
    private final RandomKey random;
    private final int[] order;

    /**
     * @param weights masked ones exactly 0
     * @param data the training part
     * @param loss that is trained
     * @param order of the examples: scoring reads them from the front
     */
    public TorchNetworkView(
            Network network, float[] weights, Dataset data, LossFunction loss, RandomKey random, int[] order) {
        this.network = network;
        this.weights = weights.clone();
        this.data = data;
        this.loss = loss;
        this.random = random;
        this.order = order.clone();
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
        return random;
    }

    @Override
    public float[] gradient(int examples) {
        return sum(examples, (pass, from, to, n) -> pass.backward(pass.logits(from, to), from, to, 1.0 / n));
    }

    @Override
    public float[] squaredGradient(int examples) {
        double[] sums = new double[network.layout().size()];
        int n = Math.min(examples, data.size());
        try (ScoringPass pass = pass(weights)) {
            for (int i = 0; i < n; i++) {
                pass.begin();
                pass.backward(pass.logits(i, i + 1), i, i + 1, 1);
                float[] gradient = pass.takeGradient();
                for (int w = 0; w < sums.length; w++) {
                    sums[w] += (double) gradient[w] * gradient[w] / n;
                }
            }
        }
        return toFloats(sums);
    }

    @Override
    public float[] curvature(int examples) {
        return weightsOnly(
                sum(examples, (pass, from, to, n) -> new OutputCurvature(network, pass).accumulate(from, to, n)));
    }

    @Override
    public float[] hessianGradient(int examples, double temperature) {
        return new GradientDifference(
                        weights,
                        at -> presentOnly(sum(
                                at,
                                examples,
                                (pass, from, to, n) -> pass.backward(
                                        pass.divided(pass.logits(from, to), temperature), from, to, 1.0 / n))))
                .along();
    }

    /** Zero outside the weights, and where they are 0. */
    private float[] presentOnly(float[] all) {
        float[] only = weightsOnly(all);
        for (int i = 0; i < only.length; i++) {
            only[i] = weights[i] == 0 ? 0 : only[i];
        }
        return only;
    }

    @Override
    public double[][] activationMean(int examples, ActivationNumber number) {
        int n = Math.min(examples, data.size());
        try (ScoringPass pass = pass(weights)) {
            UnitActivationMeans means = new UnitActivationMeans(network, pass, number);
            for (int from = 0; from < n; from += ScoringPass.CHUNK) {
                pass.begin();
                means.accumulate(from, Math.min(from + ScoringPass.CHUNK, n), n);
            }
            return means.means();
        }
    }

    @Override
    public double[][] activationTaylor(int examples, Cancellation cancellation) {
        int n = Math.min(examples, data.size());
        try (ScoringPass pass = pass(weights)) {
            UnitGates gates = new UnitGates(network, pass, cancellation);
            for (int from = 0; from < n; from += ScoringPass.CHUNK) {
                pass.begin();
                gates.accumulate(from, Math.min(from + ScoringPass.CHUNK, n), n);
            }
            return gates.means();
        }
    }

    @Override
    public double[] synapticGradient() {
        float[] magnitudes = weightsOnly(weights);
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        try (ScoringPass pass = pass(magnitudes)) {
            return weightsOnly(new SynapticFlow(network, pass).logGradient());
        }
    }

    @Override
    public Relevance relevance(int examples, RelevanceRule rule) {
        int n = Math.min(examples, data.size());
        try (ScoringPass pass = pass(weights);
                RelevanceFlow flow = new RelevanceFlow(network, pass, weights, rule)) {
            for (int from = 0; from < n; from += ScoringPass.CHUNK) {
                pass.begin();
                flow.accumulate(from, Math.min(from + ScoringPass.CHUNK, n), n);
            }
            return flow.means();
        }
    }

    private ScoringPass pass(float[] values) {
        return new ScoringPass(network, values, data, loss, order);
    }

    /** Zero outside the weights. */
    private float[] weightsOnly(float[] all) {
        float[] only = new float[all.length];
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            System.arraycopy(
                    all, slot.offset(), only, slot.offset(), slot.parameter().size());
        }
        return only;
    }

    private double[] weightsOnly(double[] all) {
        double[] only = new double[all.length];
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            System.arraycopy(
                    all, slot.offset(), only, slot.offset(), slot.parameter().size());
        }
        return only;
    }

    /** Work on the examples {@code order[from..to)} out of {@code examples}, which leaves gradients in the parameters. */
    @FunctionalInterface
    private interface ChunkWork {
        void on(ScoringPass pass, int from, int to, int examples);
    }

    /** The sum over chunks of what the work leaves in the parameters. */
    private float[] sum(int examples, ChunkWork work) {
        return sum(weights, examples, work);
    }

    private float[] sum(float[] at, int examples, ChunkWork work) {
        int n = Math.min(examples, data.size());
        double[] sums = new double[network.layout().size()];
        try (ScoringPass pass = pass(at)) {
            for (int from = 0; from < n; from += ScoringPass.CHUNK) {
                pass.begin();
                work.on(pass, from, Math.min(from + ScoringPass.CHUNK, n), n);
                float[] gradient = pass.takeGradient();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += gradient[i];
                }
            }
        }
        return toFloats(sums);
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
