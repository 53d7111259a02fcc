package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.GlobalAveragePool;
import java.util.List;

/** ONNX keeps height and width of 1, which a Flatten takes away. */
final class GlobalAveragePoolOnnx implements OnnxOperator<GlobalAveragePool> {
    @Override
    public String name() {
        return "GlobalAveragePool";
    }

    @Override
    public AttributeProto[] attributes(GlobalAveragePool op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(GlobalAveragePool op, String output, List<String> inputs, OnnxGraph graph) {
        graph.node("Flatten", output, List.of(graph.node(name(), output + "/mean", inputs)));
    }
}
