package io.espalier.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.Parameter;
import io.espalier.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What criteria may ask, answered by libtorch on the calling thread. */
public final class TorchView implements NetworkView {
    private static final int CHUNK = 64;

    private final Network network;
    private final float[] weights;
    private final Dataset data;
    private final RandomKey random;
    private final int[] order;

    /**
     * @param weights masked ones exactly 0
     * @param data the training part
     * @param order of the examples: scoring reads them from the front
     */
    public TorchView(Network network, float[] weights, Dataset data, RandomKey random, int[] order) {
        this.network = network;
        this.weights = weights.clone();
        this.data = data;
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
        return inChunks(examples, CHUNK, (pass, from, to, n) -> {
            PtNDArray logits = pass.logits(from, to, Forward.Norms.RUNNING, (node, in, out) -> out);
            pass.backward(logits, from, to, 1.0 / n);
        });
    }

    @Override
    public float[] squaredGradient(int examples) {
        double[] sums = new double[network.layout().size()];
        int n = Math.min(examples, data.size());
        try (Pass pass = new Pass(weights)) {
            for (int i = 0; i < n; i++) {
                int from = i;
                pass.run(step -> step.backward(
                        step.logits(from, from + 1, Forward.Norms.RUNNING, (node, in, out) -> out), from, from + 1, 1));
                float[] gradient = pass.parameters.takeGradient();
                for (int w = 0; w < sums.length; w++) {
                    sums[w] += (double) gradient[w] * gradient[w];
                }
            }
        }
        return mean(sums, n);
    }

    @Override
    public float[] curvature(int examples) {
        return ofWeights(inChunks(examples, CHUNK, (pass, from, to, n) -> {
            List<Shifted> layers = new ArrayList<>();
            PtNDArray logits = pass.logits(from, to, Forward.Norms.RUNNING, (node, in, out) -> {
                if (!network.weighted().contains(node)) {
                    return out;
                }
                PtNDArray shift = pass.leaf(out.getShape().getShape(), 0);
                layers.add(new Shifted(node, in, shift, new float[Math.toIntExact(shift.size())]));
                return JniUtils.add(out, shift);
            });
            pass.addOutputCurvature(logits, layers, to - from, n);
            pass.parameters.takeGradient();
            for (Shifted layer : layers) {
                PtNDArray squared = JniUtils.detachGradient(JniUtils.square(layer.input));
                pass.backward(pass.forward.weighted(layer.node, squared), layer.curvature);
            }
        }));
    }

    /** Nothing but the numbers that stand in the place of weights. */
    private float[] ofWeights(float[] all) {
        float[] only = new float[all.length];
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            System.arraycopy(
                    all, slot.offset(), only, slot.offset(), slot.parameter().size());
        }
        return only;
    }

    /** A weighted node in one pass: its input, a zero added to its output, and the sum of squares of that one's gradients. */
    private record Shifted(
            Node node,
            PtNDArray input,
            PtNDArray shift,
            @SuppressWarnings("ArrayRecordComponent") float[] curvature) {}

    @Override
    public double[][] activationTaylor(int examples) {
        List<Node> weighted = network.weighted();
        Map<Node, Integer> gated = gatedNodes(weighted);
        double[][] sums = weighted.stream()
                .map(w -> new double[network.shape(w.name()).channels()])
                .toArray(double[][]::new);
        int n = Math.min(examples, data.size());
        inChunks(examples, CHUNK, (pass, from, to, ignored) -> {
            PtNDArray[] gates = new PtNDArray[weighted.size()];
            PtNDArray logits = pass.logits(from, to, Forward.Norms.RUNNING, (node, in, out) -> {
                Integer position = gated.get(node);
                if (position == null) {
                    return out;
                }
                gates[position] = pass.leaf(gateShape(out), 1);
                return JniUtils.mul(out, gates[position]);
            });
            pass.backward(logits, from, to, 1);
            for (int i = 0; i < gates.length; i++) {
                int positions = network.shape(weighted.get(i).name()).positions();
                addMagnitudes(sums[i], Torch.read(JniUtils.getGradient(gates[i])), to - from, positions * (double) n);
            }
        });
        return sums;
    }

    @Override
    public float[] synapticGradient() {
        float[] linear = ofWeights(weights);
        for (int i = 0; i < linear.length; i++) {
            linear[i] = Math.abs(linear[i]);
        }
        try (Pass pass = new Pass(linear)) {
            pass.run(step -> {
                PtNDArray ones = JniUtils.detachGradient(step.leaf(inputShape(), 1));
                PtNDArray out = pass.forward.logits(ones, Forward.Norms.LINEAR);
                float[] upstream = new float[network.classes()];
                Arrays.fill(upstream, 1);
                step.backward(out, upstream);
            });
            return ofWeights(pass.parameters.takeGradient());
        }
    }

    private long[] inputShape() {
        return network.input().positions() == 1
                ? new long[] {1, network.input().channels()}
                : new long[] {
                    1,
                    network.input().channels(),
                    network.input().height(),
                    network.input().width()
                };
    }

    private static long[] gateShape(PtNDArray out) {
        long[] shape = out.getShape().getShape().clone();
        Arrays.fill(shape, 2, shape.length, 1);
        return shape;
    }

    /** For each weighted node, the last of the single-reader element-wise nodes behind it; its position as value. */
    private Map<Node, Integer> gatedNodes(List<Node> weighted) {
        Map<String, List<Node>> readers = network.readers();
        Map<Node, Integer> gated = new LinkedHashMap<>();
        for (int i = 0; i < weighted.size(); i++) {
            Node last = weighted.get(i);
            List<Node> next = readers.getOrDefault(last.name(), List.of());
            while (next.size() == 1 && Forward.isElementwise(next.get(0).op())) {
                last = next.get(0);
                next = readers.getOrDefault(last.name(), List.of());
            }
            gated.put(last, i);
        }
        return gated;
    }

    private static void addMagnitudes(double[] sums, FloatBuffer gates, int examples, double divisor) {
        for (int e = 0; e < examples; e++) {
            for (int u = 0; u < sums.length; u++) {
                sums[u] += Math.abs(gates.get(e * sums.length + u)) / divisor;
            }
        }
    }

    private static float[] mean(double[] sums, int n) {
        float[] mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = (float) (sums[i] / n);
        }
        return mean;
    }

    /** Work on the examples {@code order[from..to)} out of {@code examples}. */
    @FunctionalInterface
    private interface ChunkWork {
        void on(Pass pass, int from, int to, int examples);
    }

    /** Runs over the first examples and gives the gradient that gathered in the parameters. */
    private float[] inChunks(int examples, int chunk, ChunkWork work) {
        int n = Math.min(examples, data.size());
        try (Pass pass = new Pass(weights)) {
            double[] sums = new double[network.layout().size()];
            for (int from = 0; from < n; from += chunk) {
                int start = from;
                pass.run(step -> work.on(step, start, Math.min(start + chunk, n), n));
                float[] gradient = pass.parameters.takeGradient();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += gradient[i];
                }
            }
            return mean(sums, 1);
        }
    }

    /** One set of parameters and, inside {@link #run}, the tensors of one forward and backward. */
    private final class Pass implements AutoCloseable {
        private final Parameters parameters;
        private final Forward forward;
        private final Batches batches = new Batches(data, CHUNK);
        private final CrossEntropy crossEntropy = new CrossEntropy(network.classes());
        private PtNDManager step = Torch.newManager();

        Pass(float[] values) {
            Torch.useThisThread();
            parameters = new Parameters(network.layout(), values);
            forward = new Forward(network, parameters);
        }

        void run(java.util.function.Consumer<Pass> work) {
            JniUtils.setGradMode(true);
            step.close();
            step = Torch.newManager();
            work.accept(this);
        }

        PtNDArray logits(int from, int to, Forward.Norms norms, Forward.Tap tap) {
            return forward.logits(batches.gather(order, from, to, step), norms, 0, tap);
        }

        /** A tensor of one value everywhere, whose gradient is kept. */
        PtNDArray leaf(long[] dims, double value) {
            PtNDArray leaf = JniUtils.full(
                    step,
                    new ai.djl.ndarray.types.Shape(dims),
                    value,
                    DataType.FLOAT32,
                    step.getDevice(),
                    SparseFormat.DENSE);
            JniUtils.attachGradient(leaf, true);
            return leaf;
        }

        void backward(PtNDArray logits, int from, int to, double scale) {
            float[] upstream = new float[(to - from) * network.classes()];
            crossEntropy.backward(
                    Torch.read(logits), data.labels(), order, from, to, scale, FloatBuffer.wrap(upstream));
            backward(logits, upstream);
        }

        void backward(PtNDArray output, float[] upstream) {
            JniUtils.backward(output, tensor(output, upstream), false, false);
        }

        private PtNDArray tensor(PtNDArray like, float[] values) {
            ByteBuffer bytes = Torch.bytes(values.length);
            bytes.asFloatBuffer().put(values);
            return Torch.view(step, bytes, like.getShape().getShape());
        }

        /**
         * Per example and output of each layer, d2E/da2 / n: the squared rows of the Jacobian times the root
         * (diag(sqrt p) - p sqrt(p)') of the softmax's Hessian, one backward pass per class.
         */
        void addOutputCurvature(PtNDArray logits, List<Shifted> layers, int rows, int n) {
            FloatBuffer values = Torch.read(logits);
            for (int c = 0; c < network.classes(); c++) {
                JniUtils.backward(logits, tensor(logits, rootColumn(values, rows, c)), true, false);
                layers.forEach(l -> addSquares(l.curvature, Torch.read(JniUtils.getGradient(l.shift)), n));
            }
        }

        private float[] rootColumn(FloatBuffer logits, int rows, int column) {
            int classes = network.classes();
            float[] root = new float[rows * classes];
            for (int r = 0; r < rows; r++) {
                double[] p = crossEntropy.probabilities(logits, r);
                double rootOfP = StrictMath.sqrt(p[column]);
                for (int k = 0; k < classes; k++) {
                    root[r * classes + k] = (float) ((k == column ? rootOfP : 0) - p[k] * rootOfP);
                }
            }
            return root;
        }

        private void addSquares(float[] sums, FloatBuffer gradient, int n) {
            for (int i = 0; i < sums.length; i++) {
                float g = gradient.get(i);
                sums[i] += g * g / n;
                gradient.put(i, 0);
            }
        }

        @Override
        public void close() {
            step.close();
            parameters.close();
        }
    }
}
