package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.op.Add;
import io.espalier.network.op.Attention;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.ClassToken;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv;
import io.espalier.network.op.ConvTranspose;
import io.espalier.network.op.Elu;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gather;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.Gru;
import io.espalier.network.op.HardSigmoid;
import io.espalier.network.op.HardSwish;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.LeakyRelu;
import io.espalier.network.op.Lstm;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Mul;
import io.espalier.network.op.OneHot;
import io.espalier.network.op.Op;
import io.espalier.network.op.OperatorTable;
import io.espalier.network.op.PRelu;
import io.espalier.network.op.Pad;
import io.espalier.network.op.PositionEmbedding;
import io.espalier.network.op.PositionNormalization;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Scale;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Slice;
import io.espalier.network.op.SpaceToDepth;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ONNX side of each operator: what writes it by its class, what reads it by its name in ONNX. */
public final class OnnxOperators {
    private static final OperatorTable<OnnxOperator<?>> OPERATORS;
    private static final Map<String, OnnxReading> BY_NAME = new HashMap<>();

    static {
        Map<Class<?>, OnnxOperator<?>> byClass = new HashMap<>();
        put(byClass, Gemm.class, new GemmOnnx());
        put(byClass, Conv.class, new ConvOnnx());
        put(byClass, ConvTranspose.class, new ConvTransposeOnnx());
        put(byClass, Lstm.class, new LstmOnnx());
        put(byClass, Gru.class, new GruOnnx());
        put(byClass, Pad.class, new PadOnnx());
        put(byClass, BatchNormalization.class, new BatchNormalizationOnnx());
        put(byClass, LayerNormalization.class, new LayerNormalizationOnnx());
        put(byClass, MaxPool.class, new MaxPoolOnnx());
        put(byClass, AveragePool.class, new AveragePoolOnnx());
        put(byClass, GlobalAveragePool.class, new GlobalAveragePoolOnnx());
        put(byClass, Clip.class, new ClipOnnx());
        put(byClass, ClassToken.class, new ClassTokenOnnx());
        put(byClass, PositionEmbedding.class, new PositionEmbeddingOnnx());
        put(byClass, Scale.class, new ScaleOnnx());
        put(byClass, Attention.class, new AttentionOnnx());
        put(byClass, Embedding.class, new EmbeddingOnnx());
        put(byClass, Gather.class, new GatherOnnx());
        put(byClass, Slice.class, new SliceOnnx());
        put(byClass, OneHot.class, new OneHotOnnx());
        put(byClass, SpaceToDepth.class, new SpaceToDepthOnnx());
        put(byClass, PositionNormalization.class, new PositionNormalizationOnnx());
        put(byClass, Gelu.class, new GeluOnnx());
        put(byClass, Concat.class, new ConcatOnnx());
        put(byClass, Elu.class, new EluOnnx());
        put(byClass, HardSigmoid.class, new HardSigmoidOnnx());
        put(byClass, PRelu.class, new PReluOnnx());
        put(byClass, LeakyRelu.class, new LeakyReluOnnx());
        put(byClass, HardSwish.class, new Plain<>("HardSwish", node -> node.become(new HardSwish(), node.value(0))));
        put(byClass, Relu.class, new Plain<>("Relu", node -> node.become(new Relu(), node.value(0))));
        put(byClass, Sigmoid.class, new Plain<>("Sigmoid", node -> node.become(new Sigmoid(), node.value(0))));
        put(byClass, Tanh.class, new Plain<>("Tanh", node -> node.become(new Tanh(), node.value(0))));
        put(byClass, Flatten.class, new Plain<>("Flatten", Views::flatten));
        put(byClass, Add.class, new Plain<>("Add", Arithmetic::read));
        put(byClass, Mul.class, new Plain<>("Mul", Arithmetic::read));
        BY_NAME.put("Sub", Arithmetic::read);
        BY_NAME.put("Div", Arithmetic::read);
        BY_NAME.put("MatMul", GemmOnnx::readMatMul);
        BY_NAME.put("ReduceMean", GlobalAveragePoolOnnx::readMean);
        BY_NAME.put("GlobalMaxPool", MaxPoolOnnx::readWhole);
        BY_NAME.put("ReduceSum", Terms::sum);
        BY_NAME.put("ReduceMax", Terms::largest);
        BY_NAME.put("Sqrt", Terms::single);
        BY_NAME.put("Reciprocal", Terms::single);
        BY_NAME.put("Exp", Terms::single);
        BY_NAME.put("Max", Terms::bounded);
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
        BY_NAME.put("Split", Picks::split);
        BY_NAME.put("Expand", Views::expand);
        Folding.FOLDS.keySet().forEach(name -> BY_NAME.putIfAbsent(name, OnnxOperators::ofConstants));
        BY_NAME.put("Transpose", Views::transpose);
        OPERATORS = new OperatorTable<>(byClass);
    }

    private OnnxOperators() {}

    private static <O extends Op> void put(
            Map<Class<?>, OnnxOperator<?>> byClass, Class<O> type, OnnxOperator<O> operator) {
        byClass.put(type, operator);
        BY_NAME.put(operator.name(), operator);
    }

    private static void ofConstants(OnnxNode node) {
        throw new UnreadableException("it is only supported on constants");
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

    /** What reads a node of a file, if there is anything. */
    static Optional<OnnxReading> reading(NodeProto node) {
        boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        return standard ? Optional.ofNullable(BY_NAME.get(node.getOpType())) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // put() pairs each class with its own
    private static OnnxOperator<Op> of(Op op) {
        return (OnnxOperator<Op>) OPERATORS.of(op);
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
}
