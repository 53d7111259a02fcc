package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.ConvTranspose;
import io.espalier.network.op.ConvTranspose.More;
import io.espalier.network.op.Parameter.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** Over height and width, or over the places of a sequence; all filters in one group. */
final class ConvTransposeOnnx implements OnnxOperator<ConvTranspose> {
    @Override
    public String name() {
        return "ConvTranspose";
    }

    @Override
    public AttributeProto[] attributes(ConvTranspose op) {
        AttributeProto more = Attributes.integers(
                "output_padding", op.more().height(), op.more().width());
        return Stream.concat(Stream.of(Windows.attributes(op.window())), Stream.of(more))
                .toArray(AttributeProto[]::new);
    }

    @Override
    public void read(OnnxNode node) {
        node.requireInteger("group", 1);
        if (node.has("output_shape") || !node.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw new UnreadableException("it has output_shape or auto_pad (must have pads)");
        }
        Value x = node.image(0);
        Constant weight = node.constant(1);
        Bias bias = node.isGiven(2) ? Bias.PRESENT : Bias.ABSENT;
        ConvTranspose op =
                new ConvTranspose(x.shape().channels(), units(weight), Windows.of(node, weight), more(node, x), bias);
        Map<Role, float[]> numbers = new EnumMap<>(Role.class);
        numbers.put(Role.WEIGHT, weight.floats());
        node.find(2).ifPresent(own -> numbers.put(Role.BIAS, own.floats()));
        Value y = node.add(op, numbers, Value.Layout.IMAGE, x);
        node.give(y.as(y.positionsAs(x.view())));
    }

    private static int units(Constant weight) {
        if (weight.rank() < 3) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must have a kernel)");
        }
        return weight.dims().get(1);
    }

    private static More more(OnnxNode node, Value x) {
        int axes = x.view().rank() - 2;
        int[] more = node.sizes("output_padding", new int[axes]);
        if (more.length != axes) {
            throw new UnreadableException("output_padding has " + more.length + " sizes (must have " + axes + ")");
        }
        return new More(axes == 1 ? 0 : more[0], more[axes - 1]);
    }
}
