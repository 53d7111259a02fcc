package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Concat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Along the channels, the height or the width. */
final class ConcatOnnx implements OnnxOperator<Concat> {
    @Override
    public String name() {
        return "Concat";
    }

    @Override
    public AttributeProto[] attributes(Concat op) {
        return new AttributeProto[] {Attributes.integer("axis", op.axis().dimension())};
    }

    @Override
    public void write(Concat op, String output, List<String> inputs, OnnxGraph graph) {
        graph.node(name(), output, graph.alike(output, inputs), attributes(op));
    }

    @Override
    public void read(OnnxNode node) {
        if (IntStream.range(0, node.inputs()).anyMatch(node::isConstant)) {
            ClassTokenOnnx.concatenate(node);
            return;
        }
        Value[] values = IntStream.range(0, node.inputs()).mapToObj(node::value).toArray(Value[]::new);
        int axis = values[0].view().axis(node.integer("axis", 1));
        Concat concat = new Concat(along(values, axis));
        Value y = node.add(concat, Map.of(), Value.wider(values).layout(), values);
        Factor all = new Factor(dim(concat.axis()), (int)
                Arrays.stream(values).mapToLong(v -> v.view().size(axis)).sum());
        Views.settle(node, y.as(values[0].view().with(axis, List.of(all))));
    }

    private static Concat.Axis along(Value[] values, int axis) {
        View others = values[0].view().with(axis, List.of());
        return Arrays.stream(Concat.Axis.values())
                .filter(along -> Arrays.stream(values).allMatch(v -> fits(v, axis, along, others)))
                .findFirst()
                .orElseThrow(() -> new UnreadableException(
                        "it concatenates activations that differ in more than channels, height or width"));
    }

    private static boolean fits(Value value, int axis, Concat.Axis along, View others) {
        return value.view().rank() == others.rank()
                && value.view().with(axis, List.of()).equals(others)
                && value.view().isWhole(axis, dim(along), along.of(value.shape()));
    }

    private static Dim dim(Concat.Axis axis) {
        return switch (axis) {
            case CHANNELS -> Dim.CHANNEL;
            case HEIGHT -> Dim.HEIGHT;
            case WIDTH -> Dim.WIDTH;
        };
    }
}
