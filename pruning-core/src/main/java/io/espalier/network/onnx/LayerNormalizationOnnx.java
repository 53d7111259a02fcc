package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ONNX normalizes the last axis, to which an image's channels are brought and from which they are taken back. */
final class LayerNormalizationOnnx implements OnnxOperator<LayerNormalization> {
    @Override
    public String name() {
        return "LayerNormalization";
    }

    @Override
    public AttributeProto[] attributes(LayerNormalization op) {
        return new AttributeProto[] {Attributes.integer("axis", -1), Attributes.number("epsilon", op.epsilon())};
    }

    @Override
    public void write(LayerNormalization op, String output, List<String> inputs, OnnxGraph graph) {
        if (graph.rank(inputs.get(0)) < OnnxGraph.IMAGE) {
            graph.node(name(), output, inputs, attributes(op));
            return;
        }
        AttributeProto last = Attributes.integers("perm", 0, 2, 3, 1);
        String x = graph.node("Transpose", output + "/channels-last", inputs.subList(0, 1), last);
        List<String> all = List.of(x, inputs.get(1), inputs.get(2));
        String normalized = graph.named(output, name(), output + "/normalized", all, attributes(op));
        AttributeProto first = Attributes.integers("perm", 0, 3, 1, 2);
        graph.named(output + "/channels-first", "Transpose", output, List.of(normalized), first);
    }

    @Override
    public void read(OnnxNode node) {
        Value x = node.value(0);
        int last = x.view().rank() - 1;
        if (!x.isChannels(last) || x.view().axis(node.integer("axis", -1)) != last) {
            throw new UnreadableException("it normalizes " + x.shape() + " over axes other than the channels");
        }
        int channels = x.shape().channels();
        Map<Role, float[]> numbers = Map.of(
                Role.SCALE, ofChannels(node, 1, x, 1),
                Role.SHIFT, ofChannels(node, 2, x, 0));
        double epsilon = Attributes.decimal(node.number("epsilon", LayerNormalization.EPSILON));
        node.give(node.add(new LayerNormalization(channels, epsilon), numbers, x.layout(), x)
                .as(x.view()));
    }

    /** One number for each channel; where there are none, the same for all. */
    private static float[] ofChannels(OnnxNode node, int input, Value x, float otherwise) {
        if (!node.isGiven(input)) {
            float[] all = new float[x.shape().channels()];
            Arrays.fill(all, otherwise);
            return all;
        }
        Broadcast constant = new Broadcast(node.constant(input), x);
        if (!constant.isOfChannels()) {
            throw new UnreadableException(
                    "input " + input + " differs between positions (must have one number for each" + " channel)");
        }
        return Constant.of(constant.ofChannels()).floats();
    }
}
