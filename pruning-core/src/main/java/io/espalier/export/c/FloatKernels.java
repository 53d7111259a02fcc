package io.espalier.export.c;

import io.espalier.export.fusion.FusedNode;
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
import java.util.Map;

/** The operators in single precision. */
final class FloatKernels {
    /** Adds the tables, functions and calls of one node. */
    @FunctionalInterface
    interface Kernel {
        void write(FloatKernels kernels, FusedNode node);
    }

    private static final String RELU = "if (v < 0.0f) v = 0.0f;";

    static final OperatorTable<Kernel> OPERATORS = new OperatorTable<>(Map.of(
            Gemm.class, FloatKernels::gemm,
            Conv.class, FloatKernels::conv,
            Relu.class, (k, node) -> k.map(node, RELU),
            Sigmoid.class, (k, node) -> k.curved(node, "v = 1.0f / (1.0f + exponential(-v));"),
            Tanh.class, (k, node) -> k.curved(node, "v = 2.0f / (1.0f + exponential(-2.0f * v)) - 1.0f;"),
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
            Flatten.class, (k, node) -> k.map(node, ""),
            Add.class, FloatKernels::add));

    private final CProgram program;
    private final CSource source;

    FloatKernels(CProgram program) {
        this.program = program;
        this.source = program.source();
    }

    /** Adds a node whose operator is in {@link #OPERATORS}. */
    void write(FusedNode node) {
        OPERATORS.of(node.op()).write(this, node);
    }

    private static String clip(FusedNode node) {
        return node.isRectified() ? RELU : "";
    }

    private void gemm(FusedNode node) {
        Gemm gemm = (Gemm) node.op();
        String name = program.name(node);
        float[] weights = program.network().parameter(node, "weight");
        source.floats(name + "_b", program.network().parameter(node, "bias"));
        SparseRows rows = SparseRows.of(gemm.units(), gemm.inputs(), i -> weights[i] != 0, 255);
        boolean sparse = rows.isSmallerThan(weights.length * Float.BYTES, Float.BYTES + 1);
        source.floats(name + "_w", sparse ? rows.pick(weights) : weights);
        Template loop = Template.of(sparse ? CText.SPARSE_GEMM : CText.DENSE_GEMM)
                .with("NAME", name)
                .with("UNITS", gemm.units())
                .with("INPUTS", gemm.inputs())
                .with("CLIP", clip(node));
        if (sparse) {
            source.unsigned(name + "_step", rows.steps());
            source.unsigned(name + "_end", rows.ends());
        }
        source.function(loop.fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void conv(FusedNode node) {
        ConvolutionSizes sizes = ConvolutionSizes.of(node);
        String name = program.name(node);
        float[] weights = program.network().parameter(node, "weight");
        source.floats(name + "_b", program.network().parameter(node, "bias"));
        int filters = sizes.conv().filters();
        int perFilter = weights.length / filters;
        SparseRows rows = SparseRows.of(filters, perFilter, i -> weights[i] != 0, Integer.MAX_VALUE);
        boolean sparse = rows.isSmallerThan(weights.length * Float.BYTES, Float.BYTES + Short.BYTES);
        source.floats(name + "_w", sparse ? rows.pick(weights) : weights);
        Template loop = sizes.into(Template.of(sparse ? CText.SPARSE_CONV : CText.DENSE_CONV))
                .with("NAME", name)
                .with("CLIP", clip(node));
        if (sparse) {
            int[] offsets = new int[rows.sources().length];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = sizes.offset(rows.sources()[i] / perFilter, rows.sources()[i] % perFilter);
            }
            loop = loop.with("AT", source.unsigned(name + "_at", offsets));
            source.unsigned(name + "_end", rows.ends());
        }
        source.function(loop.fill());
        program.call(node, program.padded(node, sizes, 0), program.output(node));
    }

    private void curved(FusedNode node, String statement) {
        source.function(CText.EXPONENTIAL);
        map(node, statement);
    }

    /** @param statement that changes {@code v} */
    private void map(FusedNode node, String statement) {
        if (statement.isEmpty() && program.writesOver(node)) {
            return;
        }
        source.function(Template.of(CText.MAP)
                .with("NAME", program.name(node))
                .with("SIZE", node.out().elements())
                .with("STATEMENT", statement)
                .fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void maximum(FusedNode node, MaxPool pool) {
        pool(node, CText.MAXIMUM, pool.kernel(), pool.kernel(), pool.stride());
    }

    private void mean(FusedNode node, int height, int width, int stride) {
        pool(node, CText.MEAN, height, width, stride);
    }

    private void pool(FusedNode node, String text, int height, int width, int stride) {
        Shape in = node.in().get(0);
        source.function(CText.pool(text, in, node.out(), height, width, stride)
                .with("NAME", program.name(node))
                .fill());
        program.call(node, program.input(node, 0), program.output(node));
    }

    private void add(FusedNode node) {
        source.function(Template.of(CText.ADD)
                .with("NAME", program.name(node))
                .with("SIZE", node.out().elements())
                .with("CLIP", clip(node))
                .fill());
        program.call(node, program.input(node, 0), program.input(node, 1), program.output(node));
    }
}
