package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.OperatorTable;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ONNX side of each operator. */
public final class OnnxOperators {
    private static final OperatorTable<OnnxOperator<?>> OPERATORS = table();

    private OnnxOperators() {}

    private static OperatorTable<OnnxOperator<?>> table() {
        Map<Class<?>, OnnxOperator<?>> table = new HashMap<>();
        put(table, Gemm.class, new GemmOnnx());
        put(table, Conv.class, new ConvOnnx());
        put(table, BatchNormalization.class, new BatchNormalizationOnnx());
        put(table, MaxPool.class, new MaxPoolOnnx());
        put(table, AveragePool.class, new AveragePoolOnnx());
        put(table, GlobalAveragePool.class, new GlobalAveragePoolOnnx());
        put(table, Relu.class, new Plain<>("Relu"));
        put(table, Sigmoid.class, new Plain<>("Sigmoid"));
        put(table, Tanh.class, new Plain<>("Tanh"));
        put(table, Flatten.class, new Plain<>("Flatten"));
        put(table, Add.class, new Plain<>("Add"));
        return new OperatorTable<>(table);
    }

    private static <O extends Op> void put(
            Map<Class<?>, OnnxOperator<?>> table, Class<O> type, OnnxOperator<O> operator) {
        table.put(type, operator);
    }

    /** Those that can be written. */
    public static OperatorTable<?> all() {
        return OPERATORS;
    }

    /**
     * Writes one operator.
     *
     * @throws IllegalArgumentException if it is not in the table
     */
    public static void write(Op op, String output, List<String> inputs, OnnxGraph graph) {
        of(op).write(op, output, inputs, graph);
    }

    @SuppressWarnings("unchecked") // put() pairs each class with its own
    private static OnnxOperator<Op> of(Op op) {
        return (OnnxOperator<Op>) OPERATORS.of(op);
    }

    /** An operator without attributes. */
    private record Plain<O extends Op>(String name) implements OnnxOperator<O> {
        @Override
        public AttributeProto[] attributes(O op) {
            return new AttributeProto[0];
        }
    }
}
