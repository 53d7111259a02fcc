package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.MaxPool;

/** Square windows without padding. */
final class MaxPoolOnnx implements OnnxOperator<MaxPool> {
    @Override
    public String name() {
        return "MaxPool";
    }

    @Override
    public AttributeProto[] attributes(MaxPool op) {
        return new AttributeProto[] {
            Attributes.repeated("kernel_shape", op.kernel(), 2), Attributes.repeated("strides", op.stride(), 2)
        };
    }

    @Override
    public void read(OnnxNode node) {
        Windows window = Windows.of(node).withoutPadding();
        node.become(new MaxPool(window.kernel(), window.stride()), node.image(0));
    }
}
