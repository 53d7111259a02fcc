package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Elu;

/** By what it tends to below 0, 1 unless given. */
final class EluOnnx implements OnnxOperator<Elu> {
    @Override
    public String name() {
        return "Elu";
    }

    @Override
    public AttributeProto[] attributes(Elu op) {
        return new AttributeProto[] {Attributes.number("alpha", op.alpha())};
    }

    @Override
    public void read(OnnxNode node) {
        node.become(new Elu(Attributes.decimal(node.number("alpha", 1))), node.value(0));
    }
}
