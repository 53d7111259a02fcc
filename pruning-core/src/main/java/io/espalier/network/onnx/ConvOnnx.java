package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter.Role;
import java.util.Map;

/** Square kernels, equal padding on all sides. */
final class ConvOnnx implements OnnxOperator<Conv> {
    @Override
    public String name() {
        return "Conv";
    }

    @Override
    public AttributeProto[] attributes(Conv op) {
        return new AttributeProto[] {
            Attributes.repeated("kernel_shape", op.kernel(), 2),
            Attributes.repeated("strides", op.stride(), 2),
            Attributes.repeated("pads", op.padding(), 4),
            Attributes.integer("group", op.groups())
        };
    }

    @Override
    public void read(OnnxNode node) {
        Constant weight = node.constant(1);
        if (weight.rank() != 4 || weight.size() == 0) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must be units, channels, height"
                    + " and width)");
        }
        Windows window = Windows.of(node, weight.dims().get(2), weight.dims().get(3));
        if (window.kernel() != weight.dims().get(2) || window.kernel() != weight.dims().get(3)) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must have its kernel_shape)");
        }
        int units = weight.dims().get(0);
        int groups = node.size("group", node.integer("group", 1));
        if (groups < 1 || units % groups != 0) {
            throw new UnreadableException("group is " + groups + " (must divide " + units + " units)");
        }
        Map<Role, float[]> numbers = node.isGiven(2)
                ? Map.of(Role.WEIGHT, weight.floats(), Role.BIAS, node.constant(2).floats())
                : Map.of(Role.WEIGHT, weight.floats());
        if (node.value(0).form() == Value.Form.POOLED) {
            readPooled(node, weight, window, numbers);
            return;
        }
        Conv conv = new Conv(
                weight.dims().get(1) * groups,
                units,
                window.kernel(),
                window.stride(),
                window.padding(),
                groups,
                node.isGiven(2) ? Bias.PRESENT : Bias.ABSENT);
        node.become(conv, Value.Form.IMAGE, numbers, node.image(0));
    }

    /** On a single position it is fully connected. */
    private static void readPooled(OnnxNode node, Constant weight, Windows window, Map<Role, float[]> numbers) {
        if (window.kernel() != 1 || window.padding() != 0 || node.integer("group", 1) != 1) {
            throw new UnreadableException("on one position it must have a kernel of 1x1, no padding and one group");
        }
        int units = weight.dims().get(0);
        Map<Role, float[]> both = Map.of(
                Role.WEIGHT, numbers.get(Role.WEIGHT), Role.BIAS, numbers.getOrDefault(Role.BIAS, new float[units]));
        node.become(new Gemm(weight.dims().get(1), units), Value.Form.POOLED, both, node.value(0));
    }
}
