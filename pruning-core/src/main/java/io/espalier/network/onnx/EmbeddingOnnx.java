package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;

/** A Gather of rows of a constant. What is no token it refuses, where the engine gives zeros. */
final class EmbeddingOnnx implements OnnxOperator<Embedding> {
    @Override
    public String name() {
        return "Gather";
    }

    @Override
    public AttributeProto[] attributes(Embedding op) {
        return new AttributeProto[] {Attributes.integer("axis", 0)};
    }

    @Override
    public void write(Embedding op, String output, List<String> inputs, OnnxGraph graph) {
        String row = graph.node("Reshape", output + "/row", List.of(inputs.get(0), graph.constant(output + "/flat", 0, -1)));
        AttributeProto integers = Attributes.integer("to", DataType.INT64.getNumber());
        String tokens = graph.node("Cast", output + "/tokens", List.of(row), integers);
        String dims = graph.constant(output + "/dims", op.width(), op.tokens());
        String columns = graph.node("Reshape", output + "/columns", List.of(inputs.get(1), dims));
        String table = graph.node("Transpose", output + "/table", List.of(columns), Attributes.integers("perm", 1, 0));
        String rows = graph.named(output, name(), output + "/rows", List.of(table, tokens), attributes(op));
        String first = graph.node("Transpose", output + "/first", List.of(rows), Attributes.integers("perm", 0, 2, 1));
        graph.image("Reshape", output, List.of(first, graph.constant(output + "/image", 0, op.width(), 1, -1)));
    }

    @Override
    public void read(OnnxNode node) {
        Constant table = node.constant(0);
        if (table.rank() != 2 || node.integer("axis", 0) != 0) {
            throw new UnreadableException("it gathers from a constant of dims " + table.dims() + " along axis "
                    + node.integer("axis", 0) + " (must be rows of a matrix)");
        }
        Value x = node.value(1);
        if (x.isFlat() && x.shape().elements() == x.shape().width() && x.isImage()) {
            give(node, table, x);
        } else {
            OneHotOnnx.gather(node, table);
        }
    }

    /** Laid out as batch, positions and channels. */
    private static void give(OnnxNode node, Constant table, Value x) {
        Embedding embedding = new Embedding(table.dims().get(0), table.dims().get(1));
        Map<Role, float[]> numbers = Map.of(Role.WEIGHT, table.transposed().floats());
        Value y = node.add(embedding, numbers, Value.Layout.IMAGE, x);
        node.give(y.as(new View(List.of(
                y.view().axes().get(0),
                List.of(new Factor(Dim.WIDTH, x.shape().width())),
                List.of(new Factor(Dim.CHANNEL, embedding.width()))))));
    }
}
