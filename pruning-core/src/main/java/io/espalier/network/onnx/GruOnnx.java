package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Gru;
import java.util.List;

/** ONNX's gates are z, r, h. */
final class GruOnnx implements OnnxOperator<Gru> {
    private static final Recurrence RECURRENCE = new Recurrence(
            "GRU",
            List.of(1, 0, 2),
            List.of(List.of(1, 4), List.of(0, 3), List.of(2), List.of(5)),
            List.of(Attributes.integer("linear_before_reset", 1)));

    @Override
    public String name() {
        return RECURRENCE.name();
    }

    @Override
    public AttributeProto[] attributes(Gru op) {
        return RECURRENCE.attributes().toArray(AttributeProto[]::new);
    }

    @Override
    public void write(Gru op, String output, List<String> inputs, OnnxGraph graph) {
        RECURRENCE.write(op.units(), op.inputs(), output, inputs, graph);
    }

    @Override
    public void read(OnnxNode node) {
        if (node.integer("linear_before_reset", 0) != 1) {
            throw new UnreadableException("linear_before_reset is 0 (must be 1)");
        }
        RECURRENCE.read(node, Gru::new);
    }
}
