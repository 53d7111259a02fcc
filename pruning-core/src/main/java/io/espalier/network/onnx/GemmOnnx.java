package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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
        become(node, scaled, bias(node, units(weight)));
    }

    private static Optional<float[]> bias(OnnxNode node, int units) {
        return node.find(2).map(c -> ChannelConstant.times(ChannelConstant.of(c, 1, units), node.number("beta", 1))
                .floats());
    }

    static void readMatMul(OnnxNode node) {
        if (node.isConstant(1)) {
            Constant weight = node.constant(1).transposed();
            become(node, weight, Optional.empty());
        } else {
            AttentionOnnx.multiply(node);
        }
    }

    private static int units(Constant weight) {
        if (weight.rank() != 2 || weight.size() == 0) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must be a matrix)");
        }
        return weight.dims().get(0);
    }

    /** Over the channels of one position; of many, a 1x1 convolution. */
    private static void become(OnnxNode node, Constant weight, Optional<float[]> bias) {
        Value x = node.value(0);
        int last = x.view().rank() - 1;
        if (!x.isChannels(last)) {
            throw new UnreadableException("it reads " + x.described() + " whose last axis is not the channels");
        }
        int inputs = weight.dims().get(1);
        Map<Role, float[]> numbers = new EnumMap<>(Role.class);
        numbers.put(Role.WEIGHT, weight.floats());
        bias.ifPresent(own -> numbers.put(Role.BIAS, own));
        if (!x.isImage()) {
            numbers.putIfAbsent(Role.BIAS, new float[units(weight)]);
        }
        Bias has = bias.isPresent() ? Bias.PRESENT : Bias.ABSENT;
        Op op = x.isImage() ? new Conv(inputs, units(weight), 1, 1, 0, 1, has) : new Gemm(inputs, units(weight));
        Value y = node.add(op, numbers, x.layout(), x);
        node.give(y.as(x.view().with(last, y.view().axes().get(1))));
    }
}
