package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.espalier.network.op.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** An ONNX graph in the making. Tensors are known by name; the batch is the first dimension of each, of any size. */
public final class OnnxGraph {
    /** Version of the file format. */
    public static final int IR_VERSION = 8;
    /** Version of the operators. */
    public static final int OPERATOR_SET = 17;

    /** Axes of an image, the batch counted. */
    static final int IMAGE = 4;

    private static final String BATCH = "batch";

    private static final Set<String> GIVE_VECTORS = Set.of("Flatten", "Gemm");

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<String, Integer> ranks = new HashMap<>();

    public OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Declares an input of floats and gives its name back. */
    public String input(String name, Shape shape) {
        return input(name, shape, DataType.FLOAT);
    }

    /** The same of doubles. */
    public String inputOfDoubles(String name, Shape shape) {
        return input(name, shape, DataType.DOUBLE);
    }

    /** The same of 32-bit integers. */
    public String inputOfIntegers(String name, Shape shape) {
        return input(name, shape, DataType.INT32);
    }

    private String input(String name, Shape shape, DataType type) {
        graph.addInput(value(name, shape, type));
        ranks.put(name, 1 + dims(shape).size());
        return name;
    }

    /** Declares a tensor of floats that a node gives to be an output. */
    public void output(String name, Shape shape) {
        graph.addOutput(value(name, shape, DataType.FLOAT));
    }

    /** The same of doubles. */
    public void outputOfDoubles(String name, Shape shape) {
        graph.addOutput(value(name, shape, DataType.DOUBLE));
    }

    /** A node with one output, called as that is; gives the name back. */
    public String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return named(output, operator, output, inputs, attributes);
    }

    /** A node that gives an image. */
    void image(String operator, String output, List<String> inputs) {
        node(operator, output, inputs);
        ranks.put(output, IMAGE);
    }

    /** The same of another name than its output's. */
    String named(String name, String operator, String output, List<String> inputs, AttributeProto... attributes) {
        int most = inputs.stream().mapToInt(this::rank).max().orElse(0);
        ranks.put(output, GIVE_VECTORS.contains(operator) ? 2 : most);
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** Axes of an activation, the batch counted; 0 of a constant. */
    int rank(String tensor) {
        return ranks.getOrDefault(tensor, 0);
    }

    /** Tensors with a height and a width of 1 added to vectors where another one is an image. */
    List<String> alike(String output, List<String> tensors) {
        int most = tensors.stream().mapToInt(this::rank).max().orElse(0);
        return tensors.stream()
                .map(tensor -> rank(tensor) == most ? tensor : image(output, tensor))
                .toList();
    }

    private String image(String output, String vector) {
        String name = output + "/" + vector;
        if (rank(name) == 0) {
            node("Unsqueeze", name, List.of(vector, constant(name + "/axes", 2, 3)));
            ranks.put(name, IMAGE);
        }
        return name;
    }

    /** A vector of 64-bit integers. */
    String constant(String name, long... values) {
        ByteBuffer data = little(values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        return constant(name, List.of(values.length), DataType.INT64, data);
    }

    /** A constant of floats. */
    public String constant(String name, List<Integer> dims, float[] values) {
        ByteBuffer data = little(values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        return constant(name, dims, DataType.FLOAT, data);
    }

    /** A constant of doubles. */
    public String constant(String name, List<Integer> dims, double[] values) {
        ByteBuffer data = little(values.length * Double.BYTES);
        data.asDoubleBuffer().put(values);
        return constant(name, dims, DataType.DOUBLE, data);
    }

    /** A constant of 8-bit integers. */
    public String constant(String name, List<Integer> dims, byte[] values) {
        return constant(name, dims, DataType.INT8, ByteBuffer.wrap(values));
    }

    /** A number of 8 bits without a sign, in 0..255. */
    public String unsigned(String name, int value) {
        return constant(name, List.of(), DataType.UINT8, ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    /** A constant of 32-bit integers. */
    public String constant(String name, List<Integer> dims, int[] values) {
        ByteBuffer data = little(values.length * Integer.BYTES);
        data.asIntBuffer().put(values);
        return constant(name, dims, DataType.INT32, data);
    }

    private String constant(String name, List<Integer> dims, DataType type, ByteBuffer data) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        dims.forEach(tensor::addDims);
        graph.addInitializer(tensor.setRawData(ByteString.copyFrom(data)));
        return name;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ValueInfoProto value(String name, Shape shape, DataType type) {
        TensorShapeProto.Builder dims =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam(BATCH));
        dims(shape).forEach(d -> dims.addDim(Dimension.newBuilder().setDimValue(d)));
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(dims)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A shape behind the batch: of a vector its length alone. */
    public static List<Integer> dims(Shape shape) {
        return shape.positions() == 1
                ? List.of(shape.channels())
                : List.of(shape.channels(), shape.height(), shape.width());
    }

    /**
     * The file.
     *
     * @param producer name and version of what made it
     */
    public byte[] toFile(String producer, SortedMap<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(producer)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
