package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.AveragePool;

/** Square windows without padding. */
final class AveragePoolOnnx implements OnnxOperator<AveragePool> {
    @Override
    public String name() {
        return "AveragePool";
    }

    @Override
    public AttributeProto[] attributes(AveragePool op) {
        return new AttributeProto[] {
            Attributes.repeated("kernel_shape", op.kernel(), 2), Attributes.repeated("strides", op.stride(), 2)
        };
    }

    @Override
    public void read(OnnxNode node) {
        Windows window = Windows.of(node).withoutPadding();
        node.become(new AveragePool(window.kernel(), window.stride()), node.image(0));
    }
}
