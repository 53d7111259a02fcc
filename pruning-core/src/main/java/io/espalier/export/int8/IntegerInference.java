package io.espalier.export.int8;

import io.espalier.data.Dataset;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.OperatorTable;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The logits of a quantized network by the definition of each operator: what generated code has to equal. */
public final class IntegerInference {
    /** One operator: reads the outputs of others, gives its own. */
    @FunctionalInterface
    private interface Kernel {
        byte[] run(IntegerInference pass, FusedNode node);
    }

    private static final OperatorTable<Kernel> OPERATORS = new OperatorTable<>(Map.of(
            Gemm.class, (pass, node) -> pass.requantized(node, pass.gemm(node)),
            Conv.class, (pass, node) -> pass.requantized(node, pass.conv(node)),
            Relu.class, IntegerInference::relu,
            Sigmoid.class, (pass, node) -> pass.lookUp(node, x -> 1 / (1 + Math.exp(-x))),
            Tanh.class, (pass, node) -> pass.lookUp(node, Math::tanh),
            MaxPool.class,
                    (pass, node) -> pass.maximum(node, ((MaxPool) node.op()).kernel(), ((MaxPool) node.op()).stride()),
            AveragePool.class,
                    (pass, node) -> pass.mean(
                            node,
                            ((AveragePool) node.op()).kernel(),
                            ((AveragePool) node.op()).kernel(),
                            ((AveragePool) node.op()).stride()),
            GlobalAveragePool.class,
                    (pass, node) -> pass.mean(
                            node, node.in().get(0).height(), node.in().get(0).width(), 1),
            Flatten.class, (pass, node) -> pass.input(node, 0),
            Add.class, IntegerInference::add));

    private final QuantizedNetwork network;
    private final Map<String, byte[]> outputs = new HashMap<>();

    private IntegerInference(QuantizedNetwork network) {
        this.network = network;
    }

    /** The operators that there is integer arithmetic for. */
    public static OperatorTable<?> operators() {
        return OPERATORS;
    }

    /** @throws IllegalArgumentException if integer arithmetic is not supported for a node of a network */
    public static void requireKnown(Network network) {
        FusedNetwork fused = FusedNetwork.of(network, new float[network.layout().size()]);
        for (Node node : fused.operators()) {
            if (!OPERATORS.has(node.op())) {
                throw new IllegalArgumentException(
                        "integer arithmetic is not supported for " + node.op().type() + " (node " + node.name() + ")");
            }
        }
    }

    /** Row-major logits (examples, classes) of scaled examples. */
    public static float[] logits(QuantizedNetwork network, Dataset scaled) {
        int width = scaled.shape().elements();
        int classes = scaled.targets().outputs();
        float[] logits = new float[scaled.size() * classes];
        for (int i = 0; i < scaled.size(); i++) {
            float[] example = Arrays.copyOfRange(scaled.features(), i * width, (i + 1) * width);
            System.arraycopy(logits(network, example), 0, logits, i * classes, classes);
        }
        return logits;
    }

    /** The logits of one scaled example. */
    public static float[] logits(QuantizedNetwork network, float[] example) {
        return new IntegerInference(network).run(example);
    }

    private float[] run(float[] example) {
        Quantization in = network.activation(Node.INPUT);
        byte[] rounded = new byte[example.length];
        for (int i = 0; i < example.length; i++) {
            rounded[i] = in.quantize(example[i]);
        }
        outputs.put(Node.INPUT, rounded);
        FusedNode last = network.network().last();
        for (FusedNode node : network.network().nodes()) {
            if (network.givesLogits(node)) {
                return unrounded(node, node.op().getClass() == Gemm.class ? gemm(node) : conv(node));
            }
            outputs.put(node.output(), OPERATORS.of(node.op()).run(this, node));
        }
        return dequantized(last);
    }

    private byte[] input(FusedNode node, int i) {
        return outputs.getOrDefault(node.inputs().get(i), new byte[0]);
    }

    private float[] unrounded(FusedNode node, int[] sums) {
        float[] logits = new float[sums.length];
        int positions = node.out().positions();
        for (int i = 0; i < sums.length; i++) {
            logits[i] = sums[i] * network.sumScale(node, i / positions);
        }
        return logits;
    }

    private float[] dequantized(FusedNode node) {
        byte[] numbers = outputs.getOrDefault(node.output(), new byte[0]);
        float[] logits = new float[numbers.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = network.activation(node.output()).dequantize(numbers[i]);
        }
        return logits;
    }

    private byte[] requantized(FusedNode node, int[] sums) {
        byte[] out = new byte[sums.length];
        int zero = network.activation(node.output()).zeroPoint();
        int least = node.isRectified() ? zero : Quantization.LEAST;
        Multiplier multiplier = network.multiplier(node, 0);
        for (int i = 0; i < sums.length; i++) {
            if (i % node.out().positions() == 0) {
                multiplier = network.multiplier(node, i / node.out().positions());
            }
            out[i] = Quantization.clamp(Math.max(least, multiplier.times(sums[i]) + zero));
        }
        return out;
    }

    private int[] gemm(FusedNode node) {
        int[] x = differences(node);
        byte[] weights = network.weights(node).values();
        int[] sums = network.weights(node).biases().clone();
        for (int unit = 0; unit < sums.length; unit++) {
            int sum = sums[unit];
            for (int i = 0; i < x.length; i++) {
                sum += weights[unit * x.length + i] * x[i];
            }
            sums[unit] = sum;
        }
        return sums;
    }

    /** The input from its zero point. */
    private int[] differences(FusedNode node) {
        byte[] x = input(node, 0);
        int zero = network.activation(node.input()).zeroPoint();
        int[] differences = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            differences[i] = x[i] - zero;
        }
        return differences;
    }

    private int[] conv(FusedNode node) {
        return new IntegerConv((Conv) node.op(), node.in().get(0), node.out())
                .sums(differences(node), network.weights(node));
    }

    private static int at(Shape shape, int channel, int row, int column) {
        return (channel * shape.height() + row) * shape.width() + column;
    }

    private byte[] relu(FusedNode node) {
        byte[] out = input(node, 0).clone();
        int zero = network.activation(node.input()).zeroPoint();
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) Math.max(zero, out[i]);
        }
        return out;
    }

    private byte[] lookUp(FusedNode node, QuantizedNetwork.Function function) {
        byte[] table = network.table(node, function);
        byte[] out = input(node, 0).clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = table[out[i] - Quantization.LEAST];
        }
        return out;
    }

    private byte[] maximum(FusedNode node, int kernel, int stride) {
        byte[] out = new byte[node.out().elements()];
        for (int i = 0; i < out.length; i++) {
            int largest = Quantization.LEAST;
            for (int k = 0; k < kernel * kernel; k++) {
                largest = Math.max(largest, windowed(node, i, k / kernel, k % kernel, stride));
            }
            out[i] = (byte) largest;
        }
        return out;
    }

    private byte[] mean(FusedNode node, int height, int width, int stride) {
        byte[] out = new byte[node.out().elements()];
        Multiplier multiplier = network.meanMultiplier(node, height * width);
        int zero = network.activation(node.input()).zeroPoint();
        for (int i = 0; i < out.length; i++) {
            int sum = 0;
            for (int k = 0; k < height * width; k++) {
                sum += windowed(node, i, k / width, k % width, stride) - zero;
            }
            out[i] = Quantization.clamp(
                    multiplier.times(sum) + network.activation(node.output()).zeroPoint());
        }
        return out;
    }

    private int windowed(FusedNode node, int position, int row, int column, int stride) {
        Shape out = node.out();
        int top = position % out.positions() / out.width() * stride;
        int left = position % out.width() * stride;
        return input(node, 0)[at(node.in().get(0), position / out.positions(), top + row, left + column)];
    }

    private byte[] add(FusedNode node) {
        byte[] left = input(node, 0);
        byte[] right = input(node, 1);
        Sum sum = network.sum(node);
        int leftZero = network.activation(node.input()).zeroPoint();
        int rightZero = network.activation(node.inputs().get(1)).zeroPoint();
        int zero = network.activation(node.output()).zeroPoint();
        byte[] out = new byte[left.length];
        for (int i = 0; i < out.length; i++) {
            long rounded = sum.of(left[i] - leftZero, right[i] - rightZero) + zero;
            out[i] = Quantization.clamp(node.isRectified() ? Math.max(zero, rounded) : rounded);
        }
        return out;
    }
}
