package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.HardSigmoid;

/** By a slope and a shift, 0.2 and 0.5 unless given. */
final class HardSigmoidOnnx implements OnnxOperator<HardSigmoid> {
    @Override
    public String name() {
        return "HardSigmoid";
    }

    @Override
    public AttributeProto[] attributes(HardSigmoid op) {
        return new AttributeProto[] {Attributes.number("alpha", op.alpha()), Attributes.number("beta", op.beta())};
    }

    @Override
    public void read(OnnxNode node) {
        double alpha = Attributes.decimal(node.number("alpha", 0.2));
        double beta = Attributes.decimal(node.number("beta", 0.5));
        node.become(new HardSigmoid(alpha, beta), node.value(0));
    }
}
