package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.Op;

/** Square windows without padding. */
final class MaxPoolOnnx implements OnnxOperator<Op.MaxPool> {
    @Override
    public String name() {
        return "MaxPool";
    }

    @Override
    public AttributeProto[] attributes(Op.MaxPool op) {
        return new AttributeProto[] {
            Attributes.repeated("kernel_shape", op.kernel(), 2), Attributes.repeated("strides", op.stride(), 2)
        };
    }
}
