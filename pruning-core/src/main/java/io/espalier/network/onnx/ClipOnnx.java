package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Clip;
import java.util.ArrayList;
import java.util.List;

/** Its bounds are inputs since operator set 11. */
final class ClipOnnx implements OnnxOperator<Clip> {
    private static final int SINCE_INPUTS = 11;

    @Override
    public String name() {
        return "Clip";
    }

    @Override
    public AttributeProto[] attributes(Clip op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Clip op, String output, List<String> inputs, OnnxGraph graph) {
        List<String> all = new ArrayList<>(inputs);
        all.add(graph.constant(output + "/min", List.of(), new float[] {(float) op.min()}));
        all.add(graph.constant(output + "/max", List.of(), new float[] {(float) op.max()}));
        graph.node(name(), output, all);
    }

    @Override
    public void read(OnnxNode node) {
        boolean attributes = node.operatorSet() < SINCE_INPUTS;
        double min = attributes ? node.number("min", -Float.MAX_VALUE) : bound(node, 1, -Float.MAX_VALUE);
        double max = attributes ? node.number("max", Float.MAX_VALUE) : bound(node, 2, Float.MAX_VALUE);
        if (!(min <= max)) {
            throw new UnreadableException("its bounds are " + min + " and " + max);
        }
        node.become(new Clip(min, max), node.value(0));
    }

    private static double bound(OnnxNode node, int input, double other) {
        return node.find(input).map(Constant::scalar).orElse(other);
    }
}
