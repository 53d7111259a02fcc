package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Scale;
import java.util.List;

/** A product with a constant. */
final class ScaleOnnx implements OnnxOperator<Scale> {
    @Override
    public String name() {
        return "Mul";
    }

    @Override
    public AttributeProto[] attributes(Scale op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Scale op, String output, List<String> inputs, OnnxGraph graph) {
        String factor = graph.constant(output + "/factor", List.of(), new float[] {(float) op.factor()});
        graph.node(name(), output, List.of(inputs.get(0), factor));
    }

    @Override
    public void read(OnnxNode node) {
        Arithmetic.read(node);
    }
}
