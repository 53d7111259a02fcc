package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (op.absent() > 0) {
            new PaddedNormalization(op, output, graph).write(inputs);
            return;
        }
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
        norm(node);
    }

    /** Of the channels, or of a sequence's positions. */
    static void norm(OnnxNode node) {
        Value x = node.value(0);
        int last = x.view().rank() - 1;
        if (x.view().axis(node.integer("axis", -1)) != last) {
            throw other(x);
        }
        double epsilon = node.number("epsilon", LayerNormalization.EPSILON);
        become(node, x, last, new Affine(node.find(1), node.find(2)), epsilon);
    }

    /** The norm whose deviation a file works out in pieces. */
    static void become(OnnxNode node, Term deviation) {
        Value x = deviation.of();
        Affine affine = new Affine(deviation.scale(), Optional.empty());
        if (deviation.absent() == 0) {
            become(node, x, deviation.axis(), affine, deviation.epsilon());
        } else if (x.isChannels(deviation.axis())) {
            channels(node, x, affine, Attributes.decimal(deviation.epsilon()), (int) deviation.absent());
        } else {
            throw other(x);
        }
    }

    /** What is done behind a norm; nothing where there are no constants. */
    private record Affine(Optional<Constant> scale, Optional<Constant> shift) {}

    private static void become(OnnxNode node, Value x, int axis, Affine affine, double epsilon) {
        double exact = Attributes.decimal(epsilon);
        if (x.isChannels(axis)) {
            channels(node, x, affine, exact, 0);
        } else if (PositionNormalizationOnnx.isOver(x, axis)) {
            PositionNormalizationOnnx.become(node, x, affine.scale, affine.shift, exact);
        } else {
            throw other(x);
        }
    }

    private static void channels(OnnxNode node, Value x, Affine affine, double epsilon, int absent) {
        Map<Role, float[]> numbers =
                Map.of(Role.SCALE, ofChannels(affine.scale, x, 1), Role.SHIFT, ofChannels(affine.shift, x, 0));
        LayerNormalization norm = new LayerNormalization(x.shape().channels(), epsilon, absent);
        node.give(node.add(norm, numbers, x.layout(), x).as(x.view()));
    }

    private static UnreadableException other(Value x) {
        return new UnreadableException(
                "it normalizes " + x.shape() + " over axes other than the channels or a sequence's positions");
    }

    /** One number for each channel; where there are none, the same for all. */
    private static float[] ofChannels(Optional<Constant> given, Value x, double otherwise) {
        Broadcast constant = new Broadcast(given.orElseGet(() -> Constant.of(otherwise)), x);
        if (!constant.isOfChannels()) {
            throw new UnreadableException(
                    "a constant differs between positions (must have one number for each channel)");
        }
        return Constant.of(constant.ofChannels()).floats();
    }
}
