package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Gather;
import java.util.List;

/** Of channels by their numbers; of an activation's other axes it is a part of a view. Rows of a constant are an embedding. */
final class GatherOnnx implements OnnxOperator<Gather> {
    @Override
    public String name() {
        return "Gather";
    }

    @Override
    public AttributeProto[] attributes(Gather op) {
        return new AttributeProto[] {Attributes.integer("axis", 1)};
    }

    @Override
    public void write(Gather op, String output, List<String> inputs, OnnxGraph graph) {
        String sources = graph.constant(
                output + "/sources",
                op.sources().stream().mapToLong(Integer::longValue).toArray());
        graph.node(name(), output, List.of(inputs.get(0), sources), attributes(op));
    }

    @Override
    public void read(OnnxNode node) {
        if (node.isConstant(0)) {
            new EmbeddingOnnx().read(node);
        } else {
            Picks.gather(node);
        }
    }
}
