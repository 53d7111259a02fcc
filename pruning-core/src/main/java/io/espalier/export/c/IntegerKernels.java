package io.espalier.export.c;

import io.espalier.export.fusion.FusedNode;
import io.espalier.export.int8.Multiplier;
import io.espalier.export.int8.Quantization;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.export.int8.QuantizedNetwork.Function;
import io.espalier.export.int8.QuantizedWeights;
import io.espalier.export.int8.Sum;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.OperatorTable;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The operators in 8-bit integers. What is added for the zero point of the input is part of the biases. */
final class IntegerKernels {
    /** Adds the tables, functions and calls of one node. */
    @FunctionalInterface
    interface Kernel {
        void write(IntegerKernels kernels, FusedNode node);
    }

    static final OperatorTable<Kernel> OPERATORS = new OperatorTable<>(Map.of(
            Gemm.class, IntegerKernels::gemm,
            Conv.class, IntegerKernels::conv,
            Relu.class, IntegerKernels::relu,
            Sigmoid.class, (k, node) -> k.lookUp(node, x -> 1 / (1 + Math.exp(-x))),
            Tanh.class, (k, node) -> k.lookUp(node, Math::tanh),
            MaxPool.class, (k, node) -> k.maximum(node, (MaxPool) node.op()),
            AveragePool.class,
                    (k, node) -> k.mean(
                            node,
                            ((AveragePool) node.op()).kernel(),
                            ((AveragePool) node.op()).kernel(),
                            ((AveragePool) node.op()).stride()),
            GlobalAveragePool.class,
                    (k, node) -> k.mean(
                            node, node.in().get(0).height(), node.in().get(0).width(), 1),
            Flatten.class, (k, node) -> k.map(node, "x[i]"),
            Add.class, IntegerKernels::add));

    private final QuantizedNetwork network;
    private final CProgram program;
    private final CSource source;

    IntegerKernels(QuantizedNetwork network, CProgram program) {
        this.network = network;
        this.program = program;
        this.source = program.source();
    }

    /** Adds a node whose operator is in {@link #OPERATORS}. */
    void write(FusedNode node) {
        OPERATORS.of(node.op()).write(this, node);
    }

    private int zero(String activation) {
        return network.activation(activation).zeroPoint();
    }

    private int least(FusedNode node) {
        return node.isRectified() ? zero(node.output()) : Quantization.LEAST;
    }

    private void gemm(FusedNode node) {
        int inputs = ((Gemm) node.op()).inputs();
        Template loop = weighted(node, IntegerText.GEMM, IntegerText.SPARSE_SUM, IntegerText.DENSE_SUM, i -> i % inputs)
                .with("INPUTS", inputs)
                .with("UNITS", ((Gemm) node.op()).units());
        source.function(rounded(loop, node, program.name(node)).fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void conv(FusedNode node) {
        ConvolutionSizes sizes = ConvolutionSizes.of(node);
        int perFilter = sizes.seen() * sizes.conv().kernel() * sizes.conv().kernel();
        Template loop = sizes.into(weighted(
                node,
                IntegerText.CONV,
                IntegerText.SPARSE_CONV_SUM,
                IntegerText.DENSE_CONV_SUM,
                i -> sizes.offset(i / perFilter, i % perFilter)));
        source.function(rounded(loop, node, program.name(node)).fill());
        program.call(node, program.padded(node, sizes, zero(node.input())), sums(node), program.output(node));
    }

    /**
     * Adds the tables of the weights, and puts a sum into a loop: over those that are not 0 where that takes less memory.
     *
     * @param place of what a weight reads, by its index
     */
    private Template weighted(FusedNode node, String loop, String sparseSum, String denseSum, IntUnaryOperator place) {
        QuantizedWeights weights = network.weights(node);
        SparseIntegers sparse = SparseIntegers.of(weights.values(), weights.scales().length, place);
        if (sparse.isSmallerThan(weights.values().length)) {
            Template filled = Template.of(loop.replace("$SUM", sparseSum)).with("START", "uint32_t n = 0;");
            return sparse.declare(program.name(node), source, filled);
        }
        source.signed(program.name(node) + "_w", weights.values());
        return Template.of(loop.replace("$SUM", denseSum)).with("START", "");
    }

    private String sums(FusedNode node) {
        return CProgram.ARENA + " + " + program.arena().place(Buffers.sums(node)) / Integer.BYTES;
    }

    /** With the biases, and with what makes an output of a sum. */
    private Template rounded(Template loop, FusedNode node, String name) {
        source.ints(name + "_b", biases(node));
        Template named = loop.with("NAME", name);
        int units = network.weights(node).scales().length;
        if (network.givesLogits(node)) {
            float[] scales = new float[units];
            for (int unit = 0; unit < units; unit++) {
                scales[unit] = network.sumScale(node, unit);
            }
            source.floats(name + "_scale", scales);
            return named.with("OUT", "float").with("ROUND", "(float)sum * " + name + "_scale[u]");
        }
        Multiplier[] multipliers = new Multiplier[units];
        for (int unit = 0; unit < units; unit++) {
            multipliers[unit] = network.multiplier(node, unit);
        }
        source.function(IntegerText.REQUANTIZE);
        source.ints(
                name + "_factor",
                IntStream.range(0, units).map(u -> multipliers[u].factor()).toArray());
        source.unsigned(
                name + "_shift",
                IntStream.range(0, units).map(u -> multipliers[u].shift()).toArray());
        return named.with("OUT", "int8_t")
                .with(
                        "ROUND",
                        "requantize(sum, %1$s_factor[u], %1$s_shift[u], %2$d, %3$d)"
                                .formatted(name, zero(node.output()), least(node)));
    }

    /** b - zero point of the input times the sum of the weights. */
    private int[] biases(FusedNode node) {
        QuantizedWeights weights = network.weights(node);
        int[] biases = weights.biases().clone();
        int perUnit = weights.values().length / biases.length;
        for (int i = 0; i < weights.values().length; i++) {
            biases[i / perUnit] -= weights.values()[i] * zero(node.input());
        }
        return biases;
    }

    private void relu(FusedNode node) {
        int zero = zero(node.input());
        map(node, "(int8_t)(x[i] < %1$d ? %1$d : x[i])".formatted(zero));
    }

    private void lookUp(FusedNode node, Function function) {
        String table = program.name(node) + "_table";
        source.signed(table, network.table(node, function));
        map(node, table + "[x[i] + 128]");
    }

    private void map(FusedNode node, String value) {
        if (value.equals("x[i]") && program.writesOver(node)) {
            return;
        }
        source.function(Template.of(IntegerText.MAP)
                .with("NAME", program.name(node))
                .with("SIZE", node.out().elements())
                .with("VALUE", value)
                .fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void maximum(FusedNode node, MaxPool pool) {
        source.function(CText.pool(
                        IntegerText.MAXIMUM, node.in().get(0), node.out(), pool.kernel(), pool.kernel(), pool.stride())
                .with("NAME", program.name(node))
                .fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void mean(FusedNode node, int height, int width, int stride) {
        Multiplier multiplier = network.meanMultiplier(node, height * width);
        source.function(IntegerText.REQUANTIZE);
        source.function(CText.pool(IntegerText.MEAN, node.in().get(0), node.out(), height, width, stride)
                .with("NAME", program.name(node))
                .with("IN_ZERO", zero(node.input()))
                .with("FACTOR", multiplier.factor())
                .with("SHIFT", multiplier.shift())
                .with("ZERO", zero(node.output()))
                .fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void add(FusedNode node) {
        Sum sum = network.sum(node);
        source.function(Template.of(IntegerText.ADD)
                .with("NAME", program.name(node))
                .with("SIZE", node.out().elements())
                .with("LEFT_ZERO", zero(node.input()))
                .with("RIGHT_ZERO", zero(node.inputs().get(1)))
                .with("LEFT", sum.left())
                .with("RIGHT", sum.right())
                .with("SHIFT", Sum.SHIFT)
                .with("ZERO", zero(node.output()))
                .with("LEAST", least(node))
                .fill());
        program.call(node, program.input(node, 0), program.input(node, 1), program.output(node));
    }
}
