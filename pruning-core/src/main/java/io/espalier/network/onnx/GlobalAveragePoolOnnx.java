package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.GlobalAveragePool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ONNX keeps height and width of 1, which a Flatten takes away. A ReduceMean over both is the same. */
final class GlobalAveragePoolOnnx implements OnnxOperator<GlobalAveragePool> {
    private static final int SINCE_AXES_ARE_INPUT = 18;

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
        String mean = graph.named(output, name(), output + "/mean", inputs);
        graph.named(output + "/flatten", "Flatten", output, List.of(mean));
    }

    @Override
    public void read(OnnxNode node) {
        become(node, node.value(0).form().pooled());
    }

    static void readMean(OnnxNode node) {
        Value x = node.value(0);
        int[] axes = Arrays.stream(node.axes(SINCE_AXES_ARE_INPUT))
                .map(x::axis)
                .sorted()
                .toArray();
        if (axes.length == 0 || !Arrays.equals(axes, x.form().spatialAxes())) {
            throw new UnreadableException("its axes are " + Arrays.toString(axes) + " (must be all positions)");
        }
        become(node, node.integer("keepdims", 1) == 1 ? x.form().pooled() : Value.Form.VECTOR);
    }

    private static void become(OnnxNode node, Value.Form form) {
        Value x = node.value(0);
        if (x.isImage()) {
            node.become(new GlobalAveragePool(), form, Map.of(), x);
        } else {
            node.give(x.as(form));
        }
    }
}
