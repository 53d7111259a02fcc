package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.LeakyRelu;

/** By the slope below 0, 0.01 unless given. */
final class LeakyReluOnnx implements OnnxOperator<LeakyRelu> {
    @Override
    public String name() {
        return "LeakyRelu";
    }

    @Override
    public AttributeProto[] attributes(LeakyRelu op) {
        return new AttributeProto[] {Attributes.number("alpha", op.alpha())};
    }

    @Override
    public void read(OnnxNode node) {
        node.become(new LeakyRelu(Attributes.decimal(node.number("alpha", 0.01))), node.value(0));
    }
}
