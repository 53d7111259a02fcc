package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
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
        String row =
                graph.node("Squeeze", output + "/row", List.of(inputs.get(0), graph.constant(output + "/axes", 1)));
        AttributeProto integers = Attributes.integer("to", DataType.INT64.getNumber());
        String tokens = graph.node("Cast", output + "/tokens", List.of(row), integers);
        String dims = graph.constant(output + "/dims", op.width(), op.tokens());
        String columns = graph.node("Reshape", output + "/columns", List.of(inputs.get(1), dims));
        String table = graph.node("Transpose", output + "/table", List.of(columns), Attributes.integers("perm", 1, 0));
        String rows = graph.named(output, name(), output + "/rows", List.of(table, tokens), attributes(op));
        graph.named(output + "/image", "Transpose", output, List.of(rows), Attributes.integers("perm", 0, 3, 1, 2));
    }

    @Override
    public void read(OnnxNode node) {
        Constant table = node.constant(0);
        if (table.rank() != 2 || node.integer("axis", 0) != 0) {
            throw new UnreadableException("it gathers from a constant of dims " + table.dims() + " along axis "
                    + node.integer("axis", 0) + " (must be rows of a matrix)");
        }
        Value x = node.value(1);
        if (x.isImage() && x.shape().elements() == x.shape().width()) {
            give(node, table, x);
        } else {
            OneHotOnnx.gather(node, table);
        }
    }

    /** Laid out as the tokens are, channels behind. */
    private static void give(OnnxNode node, Constant table, Value x) {
        Embedding embedding = new Embedding(table.dims().get(0), table.dims().get(1));
        Map<Role, float[]> numbers = Map.of(Role.WEIGHT, table.transposed().floats());
        Value y = node.add(embedding, numbers, Value.Layout.IMAGE, x);
        List<List<Factor>> axes = new ArrayList<>(x.view().axes());
        axes.add(y.view().axes().get(1));
        node.give(y.as(new View(axes)));
    }
}
