package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Conv;

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
}
