package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;

/** An ONNX file in the making, for tests. */
final class TestGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private long operatorSet = 17;

    TestGraph input(long... dims) {
        return input(DataType.FLOAT, dims);
    }

    TestGraph input(DataType type, long... dims) {
        graph.addInput(value("x", type, dims));
        return this;
    }

    private static ValueInfoProto value(String name, DataType held, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        Arrays.stream(dims).forEach(d -> shape.addDim(Dimension.newBuilder().setDimValue(d)));
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(held.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    TestGraph floats(String name, List<Integer> dims, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        dims.forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    TestGraph integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    TestGraph node(String operator, String inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs.split(" ")))
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    /** Two classes of the two channels that a tensor has. */
    TestGraph classes(String tensor) {
        return floats("fc.weight", List.of(2, 2), 1, 2, 3, 4)
                .node("Gemm", tensor + " fc.weight", "logits", Attributes.integer("transB", 1))
                .output("logits");
    }

    TestGraph output(String name) {
        graph.addOutput(value(name, DataType.FLOAT));
        return this;
    }

    byte[] file() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operatorSet))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    TestGraph operatorSet(long version) {
        operatorSet = version;
        return this;
    }

    /** A tensor that says it has more numbers than it has. */
    TestGraph empty(String name, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        Arrays.stream(dims).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return this;
    }
}
