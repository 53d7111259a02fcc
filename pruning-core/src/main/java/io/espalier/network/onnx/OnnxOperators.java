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
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ONNX side of each operator, by its class. */
public final class OnnxOperators {
    private static final Map<Class<?>, OnnxOperator<?>> BY_CLASS = new HashMap<>();

    static {
        put(Gemm.class, new GemmOnnx());
        put(Conv.class, new ConvOnnx());
        put(BatchNormalization.class, new BatchNormalizationOnnx());
        put(MaxPool.class, new MaxPoolOnnx());
        put(AveragePool.class, new AveragePoolOnnx());
        put(GlobalAveragePool.class, new GlobalAveragePoolOnnx());
        put(Relu.class, new Plain<>("Relu"));
        put(Sigmoid.class, new Plain<>("Sigmoid"));
        put(Tanh.class, new Plain<>("Tanh"));
        put(Flatten.class, new Plain<>("Flatten"));
        put(Add.class, new Plain<>("Add"));
    }

    private OnnxOperators() {}

    private static <O extends Op> void put(Class<O> type, OnnxOperator<O> operator) {
        BY_CLASS.put(type, operator);
    }

    /** Operators that can be written. */
    public static Set<Class<?>> written() {
        return Set.copyOf(BY_CLASS.keySet());
    }

    /** @throws IllegalArgumentException if ONNX has no operator for it here */
    @SuppressWarnings("unchecked") // put() pairs each class with its own
    public static OnnxOperator<Op> of(Op op) {
        OnnxOperator<?> operator = BY_CLASS.get(op.getClass());
        if (operator == null) {
            throw new IllegalArgumentException(
                    "Cannot write " + op.getClass().getSimpleName() + " as ONNX: there is no operator for it");
        }
        return (OnnxOperator<Op>) operator;
    }

    /** An operator without attributes. */
    private record Plain<O extends Op>(String name) implements OnnxOperator<O> {
        @Override
        public AttributeProto[] attributes(O op) {
            return new AttributeProto[0];
        }
    }

    /** Writes one operator. */
    public static void write(Op op, String output, List<String> inputs, OnnxGraph graph) {
        of(op).write(op, output, inputs, graph);
    }
}
