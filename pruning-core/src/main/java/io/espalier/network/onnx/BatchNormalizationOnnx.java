package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.Op;

/** By running statistics. */
final class BatchNormalizationOnnx implements OnnxOperator<Op.BatchNormalization> {
    @Override
    public String name() {
        return "BatchNormalization";
    }

    @Override
    public AttributeProto[] attributes(Op.BatchNormalization op) {
        return new AttributeProto[] {Attributes.number("epsilon", Op.BatchNormalization.EPSILON)};
    }
}
