package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.espalier.binding.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file's graph, of which is known what gives each tensor. */
final class OnnxModel {
    private static final int OLDEST = 7;
    private static final int NEWEST = 25;
    private static final int ANY_BATCH = 1_000_003;

    private final int operatorSet;
    private final GraphProto graph;
    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();
    private final Map<String, Integer> givers = new HashMap<>();

    private OnnxModel(int operatorSet, GraphProto graph) {
        this.operatorSet = operatorSet;
        this.graph = graph;
    }

    /** @throws ConfigException if the bytes are no ONNX file, of another operator set, or give a tensor twice */
    static OnnxModel parse(byte[] file, String source) {
        List<String> problems = new ArrayList<>();
        ModelProto proto = proto(file, source);
        OnnxModel model = new OnnxModel(operatorSet(proto, problems), proto.getGraph());
        model.index(problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(source, problems);
        }
        return model;
    }

    private static ModelProto proto(byte[] file, String source) {
        try {
            ModelProto proto = ModelProto.parseFrom(file);
            if (proto.hasGraph() && proto.getGraph().getNodeCount() > 0) {
                return proto;
            }
            throw new ConfigException(source, List.of("Cannot find a graph: it is not an ONNX model, or it is empty"));
        } catch (InvalidProtocolBufferException e) {
            throw new ConfigException(source, List.of("Cannot read it as ONNX: " + e.getMessage()));
        }
    }

    private static int operatorSet(ModelProto proto, List<String> problems) {
        long version = proto.getOpsetImportList().stream()
                .filter(set -> isStandard(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
        if (version < OLDEST || version > NEWEST) {
            problems.add("Invalid opset: " + version + " (must be in " + OLDEST + ".." + NEWEST + ")");
        }
        return (int) version;
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private void index(List<String> problems) {
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        Set<String> given = new HashSet<>(initializers.keySet());
        inputs().forEach(input -> given.add(input.getName()));
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (String output : graph.getNode(i).getOutputList()) {
                if (!output.isEmpty() && !given.add(output)) {
                    problems.add("Cannot read tensor " + Names.shown(output) + ": it is defined more than once");
                }
                givers.put(output, i);
            }
        }
    }

    int operatorSet() {
        return operatorSet;
    }

    /** Inputs that are no constants. */
    List<ValueInfoProto> inputs() {
        return graph.getInputList().stream()
                .filter(i -> !initializers.containsKey(i.getName()))
                .toList();
    }

    /** Whether its input holds whole numbers. */
    boolean readsIntegers() {
        return inputs().stream()
                .map(input -> DataType.forNumber(input.getType().getTensorType().getElemType()))
                .allMatch(type -> type == DataType.INT32 || type == DataType.INT64);
    }

    /** The size of a batch: the file's, or a prime that divides no other size where the file leaves it open. */
    int batch() {
        return inputs().stream()
                .flatMap(i -> i.getType().getTensorType().getShape().getDimList().stream()
                        .limit(1))
                .mapToInt(d -> (int) d.getDimValue())
                .filter(size -> size > 0)
                .findFirst()
                .orElse(ANY_BATCH);
    }

    List<String> outputs() {
        return graph.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .distinct()
                .toList();
    }

    @Nullable
    TensorProto initializer(String name) {
        return initializers.get(name);
    }

    /** How many of some nodes' inputs, and of the graph's outputs, a tensor is. */
    Map<String, Integer> readers(List<NodeProto> nodes) {
        Map<String, Integer> readers = new HashMap<>();
        nodes.forEach(node -> node.getInputList().forEach(i -> readers.merge(i, 1, Integer::sum)));
        outputs().forEach(output -> readers.merge(output, 1, Integer::sum));
        return readers;
    }

    /** The nodes that read a tensor. */
    Stream<NodeProto> readers(String tensor) {
        return graph.getNodeList().stream().filter(node -> node.getInputList().contains(tensor));
    }

    /**
     * The nodes that the outputs depend on, each behind all that it reads.
     *
     * @throws UnreadableException if one depends on itself
     */
    List<NodeProto> order() {
        List<NodeProto> hard = HardSwishPattern.replaced(graph.getNodeList(), this::number);
        List<NodeProto> whole = GeluPattern.replaced(hard, this::number);
        List<NodeProto> all = LayerNormalizationPattern.replaced(whole, this::number, this::isConstant);
        return new NodeOrder(all, givers).of(outputs());
    }

    /** Whether it stands in the file as it is. */
    private boolean isConstant(String tensor) {
        Integer giver = givers.get(tensor);
        return giver == null
                ? initializers.containsKey(tensor)
                : graph.getNode(giver).getOpType().equals("Constant");
    }

    /** A constant tensor of one number. */
    private OptionalDouble number(String tensor) {
        Integer giver = givers.get(tensor);
        TensorProto held = giver == null
                ? initializers.get(tensor)
                : graph.getNode(giver).getAttributeList().stream()
                        .filter(a -> graph.getNode(giver).getOpType().equals("Constant") && a.hasT())
                        .map(AttributeProto::getT)
                        .findFirst()
                        .orElse(null);
        return held == null || held.getDimsList().stream().anyMatch(d -> d != 1)
                ? OptionalDouble.empty()
                : OptionalDouble.of(TensorReader.read(held).scalar());
    }
}
