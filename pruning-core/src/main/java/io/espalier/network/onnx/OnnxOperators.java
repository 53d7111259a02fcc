package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Elu;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.HardSigmoid;
import io.espalier.network.op.HardSwish;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.LeakyRelu;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Mul;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ONNX side of each operator: what writes it by its class, what reads it by its name in ONNX. */
public final class OnnxOperators {
    private static final Map<Class<?>, OnnxOperator<?>> BY_CLASS = new HashMap<>();
    private static final Map<String, OnnxReading> BY_NAME = new HashMap<>();

    static {
        put(Gemm.class, new GemmOnnx());
        put(Conv.class, new ConvOnnx());
        put(BatchNormalization.class, new BatchNormalizationOnnx());
        put(LayerNormalization.class, new LayerNormalizationOnnx());
        put(MaxPool.class, new MaxPoolOnnx());
        put(AveragePool.class, new AveragePoolOnnx());
        put(GlobalAveragePool.class, new GlobalAveragePoolOnnx());
        put(Clip.class, new ClipOnnx());
        put(Concat.class, new ConcatOnnx());
        put(Elu.class, new EluOnnx());
        put(HardSigmoid.class, new HardSigmoidOnnx());
        put(LeakyRelu.class, new LeakyReluOnnx());
        put(HardSwish.class, new Plain<>("HardSwish", node -> node.become(new HardSwish(), node.value(0))));
        put(Relu.class, new Plain<>("Relu", node -> node.become(new Relu(), node.value(0))));
        put(Sigmoid.class, new Plain<>("Sigmoid", node -> node.become(new Sigmoid(), node.value(0))));
        put(Tanh.class, new Plain<>("Tanh", node -> node.become(new Tanh(), node.value(0))));
        put(Flatten.class, new Plain<>("Flatten", Views::flatten));
        put(Add.class, new Plain<>("Add", Arithmetic::read));
        put(Mul.class, new Plain<>("Mul", Arithmetic::read));
        BY_NAME.put("Sub", Arithmetic::read);
        BY_NAME.put("Div", Arithmetic::read);
        BY_NAME.put("MatMul", GemmOnnx::readMatMul);
        BY_NAME.put("ReduceMean", GlobalAveragePoolOnnx::readMean);
        BY_NAME.put("Constant", Folding::read);
        BY_NAME.put("Shape", Folding::shape);
        BY_NAME.put("Identity", Views::same);
        BY_NAME.put("Dropout", Views::same);
        BY_NAME.put("Cast", Views::same);
        BY_NAME.put("Reshape", Views::reshape);
        BY_NAME.put("Squeeze", Views::squeeze);
        BY_NAME.put("Unsqueeze", Views::unsqueeze);
        BY_NAME.put("Softmax", Views::softmax);
        BY_NAME.put("LogSoftmax", Views::softmax);
        BY_NAME.put("Gather", OnnxOperators::ofConstants);
        BY_NAME.put("Transpose", Views::transpose);
    }

    private OnnxOperators() {}

    private static <O extends Op> void put(Class<O> type, OnnxOperator<O> operator) {
        BY_CLASS.put(type, operator);
        BY_NAME.put(operator.name(), operator);
    }

    private static void ofConstants(OnnxNode node) {
        throw new UnreadableException("it is read of constants alone");
    }

    /** Operators that can be written. */
    public static Set<Class<?>> written() {
        return Set.copyOf(BY_CLASS.keySet());
    }

    /** What reads a node of a file, if there is anything. */
    static Optional<OnnxReading> reading(NodeProto node) {
        boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        return standard ? Optional.ofNullable(BY_NAME.get(node.getOpType())) : Optional.empty();
    }

    /** @throws IllegalArgumentException if ONNX has no operator for it here */
    @SuppressWarnings("unchecked") // put() pairs each class with its own
    private static OnnxOperator<Op> of(Op op) {
        OnnxOperator<?> operator = BY_CLASS.get(op.getClass());
        if (operator == null) {
            throw new IllegalArgumentException(
                    "Cannot write " + op.getClass().getSimpleName() + " as ONNX: there is no operator for it");
        }
        return (OnnxOperator<Op>) operator;
    }

    /** An operator without attributes, whose inputs are laid out alike. */
    private record Plain<O extends Op>(String name, OnnxReading reading) implements OnnxOperator<O> {
        @Override
        public AttributeProto[] attributes(O op) {
            return new AttributeProto[0];
        }

        @Override
        public void write(O op, String output, List<String> inputs, OnnxGraph graph) {
            graph.node(name, output, graph.alike(output, inputs));
        }

        @Override
        public void read(OnnxNode node) {
            reading.read(node);
        }
    }

    /** Writes one operator. */
    public static void write(Op op, String output, List<String> inputs, OnnxGraph graph) {
        of(op).write(op, output, inputs, graph);
    }
}
