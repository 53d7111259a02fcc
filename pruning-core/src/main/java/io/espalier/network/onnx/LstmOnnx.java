package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Lstm;
import java.util.List;

/** ONNX's gates are i, o, f, c. */
final class LstmOnnx implements OnnxOperator<Lstm> {
    private static final Recurrence RECURRENCE = new Recurrence(
            "LSTM",
            List.of(0, 2, 3, 1),
            List.of(List.of(0, 4), List.of(2, 6), List.of(3, 7), List.of(1, 5)),
            List.of());

    @Override
    public String name() {
        return RECURRENCE.name();
    }

    @Override
    public AttributeProto[] attributes(Lstm op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Lstm op, String output, List<String> inputs, OnnxGraph graph) {
        RECURRENCE.write(op.units(), op.inputs(), output, inputs, graph);
    }

    @Override
    public void read(OnnxNode node) {
        RECURRENCE.read(node, Lstm::new);
    }
}
