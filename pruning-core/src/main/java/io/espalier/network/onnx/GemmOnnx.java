package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter.Role;
import java.util.Map;

/** y = x B^T + c. A MatMul is one whose c is 0; over the last of an image's axes it is a 1x1 convolution. */
final class GemmOnnx implements OnnxOperator<Gemm> {
    @Override
    public String name() {
        return "Gemm";
    }

    @Override
    public AttributeProto[] attributes(Gemm op) {
        return new AttributeProto[] {Attributes.integer("transB", 1)};
    }

    @Override
    public void read(OnnxNode node) {
        node.requireInteger("transA", 0);
        Constant b = node.constant(1);
        Constant weight = node.integer("transB", 0) == 1 ? b : b.transposed();
        Constant scaled = ChannelConstant.times(weight, node.number("alpha", 1));
        float[] bias = node.isGiven(2)
                ? ChannelConstant.times(ChannelConstant.of(node.constant(2), 1, units(weight)), node.number("beta", 1))
                        .floats()
                : new float[units(weight)];
        become(node, scaled, bias);
    }

    static void readMatMul(OnnxNode node) {
        Constant weight = node.constant(1).transposed();
        if (node.value(0).form() == Value.Form.CHANNELS_LAST) {
            Conv everywhere = new Conv(weight.dims().get(1), units(weight), 1, 1, 0, 1, Bias.ABSENT);
            node.become(everywhere, Value.Form.CHANNELS_LAST, Map.of(Role.WEIGHT, weight.floats()), node.value(0));
        } else {
            become(node, weight, new float[units(weight)]);
        }
    }

    private static int units(Constant weight) {
        if (weight.rank() != 2 || weight.size() == 0) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must be a matrix)");
        }
        return weight.dims().get(0);
    }

    private static void become(OnnxNode node, Constant weight, float[] bias) {
        Value x = node.value(0);
        if (x.form() != Value.Form.VECTOR) {
            throw new UnreadableException("it reads " + x.shape() + " (must be a vector)");
        }
        Gemm gemm = new Gemm(weight.dims().get(1), units(weight));
        node.become(gemm, Value.Form.VECTOR, Map.of(Role.WEIGHT, weight.floats(), Role.BIAS, bias), x);
    }
}
