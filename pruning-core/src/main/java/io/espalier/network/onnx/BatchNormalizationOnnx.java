package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.BatchNormalization;

/** By running statistics. */
final class BatchNormalizationOnnx implements OnnxOperator<BatchNormalization> {
    @Override
    public String name() {
        return "BatchNormalization";
    }

    @Override
    public AttributeProto[] attributes(BatchNormalization op) {
        return new AttributeProto[] {Attributes.number("epsilon", BatchNormalization.EPSILON)};
    }
}
