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
import java.util.List;
import java.util.SortedMap;

/** An ONNX graph in the making. Tensors are known by name; the batch is the first dimension of each, of any size. */
public final class OnnxGraph {
    /** Version of the file format. */
    public static final int IR_VERSION = 8;
    /** Version of the operators. */
    public static final int OPERATOR_SET = 17;

    private static final String BATCH = "batch";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    public OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Declares an input of floats and gives its name back. */
    public String input(String name, Shape shape) {
        graph.addInput(value(name, shape, DataType.FLOAT));
        return name;
    }

    /** The same of doubles. */
    public String inputOfDoubles(String name, Shape shape) {
        graph.addInput(value(name, shape, DataType.DOUBLE));
        return name;
    }

    /** Declares a tensor of floats that a node gives to be an output. */
    public void output(String name, Shape shape) {
        graph.addOutput(value(name, shape, DataType.FLOAT));
    }

    /** A node with one output; gives the name of that back. */
    public String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
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
