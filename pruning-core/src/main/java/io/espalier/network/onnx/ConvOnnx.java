package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Over height and width, or over the places of a sequence. */
final class ConvOnnx implements OnnxOperator<Conv> {
    /** Height for width. */
    private static final int[] TURNED = {0, 1, 3, 2};

    @Override
    public String name() {
        return "Conv";
    }

    @Override
    public AttributeProto[] attributes(Conv op) {
        return Stream.concat(
                        Stream.of(Windows.attributes(op.window())), Stream.of(Attributes.integer("group", op.groups())))
                .toArray(AttributeProto[]::new);
    }

    @Override
    public void read(OnnxNode node) {
        Constant weight = node.value(0).isUpright() ? node.constant(1).transposed(TURNED) : node.constant(1);
        Map<Role, float[]> numbers = node.isGiven(2)
                ? Map.of(
                        Role.WEIGHT,
                        weight.floats(),
                        Role.BIAS,
                        node.constant(2).floats())
                : Map.of(Role.WEIGHT, weight.floats());
        if (node.value(0).isImage()) {
            Value x = node.value(0);
            Value y = node.add(conv(node, weight), numbers, Value.Layout.IMAGE, x);
            node.give(y.as(x.isUpright() ? y.upright() : y.positionsAs(x.view())));
        } else {
            readPooled(node, weight, numbers);
        }
    }

    private static Conv conv(OnnxNode node, Constant weight) {
        Bias bias = node.isGiven(2) ? Bias.PRESENT : Bias.ABSENT;
        int groups = node.size("group", node.integer("group", 1));
        if (weight.rank() < 3) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must have a kernel)");
        }
        try {
            int channels = Math.multiplyExact(weight.dims().get(1), groups);
            return new Conv(channels, weight.dims().get(0), Windows.of(node, weight), groups, bias);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " and group is " + groups);
        }
    }

    /** On a single position it is fully connected. */
    private static void readPooled(OnnxNode node, Constant weight, Map<Role, float[]> numbers) {
        boolean point = weight.rank() > 2
                && weight.size() == weight.dims().get(0) * weight.dims().get(1)
                && node.integer("group", 1) == 1
                && Arrays.stream(node.sizes("pads", 0)).allMatch(pad -> pad == 0);
        if (!point) {
            throw new UnreadableException("on a single position it must have a kernel of 1, no padding and one group");
        }
        int units = weight.dims().get(0);
        Map<Role, float[]> both =
                Map.of(Role.WEIGHT, weight.floats(), Role.BIAS, numbers.getOrDefault(Role.BIAS, new float[units]));
        Gemm gemm = new Gemm(weight.dims().get(1), units);
        Value x = node.value(0);
        int axis = x.channelAxis();
        Value y = node.add(gemm, both, Value.Layout.VECTOR, x);
        node.give(y.as(x.view().with(axis, y.view().axes().get(1))));
    }
}
