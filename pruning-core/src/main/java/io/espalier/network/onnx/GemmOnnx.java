package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Gemm;

/** y = x B^T + c. */
final class GemmOnnx implements OnnxOperator<Gemm> {
    @Override
    public String name() {
        return "Gemm";
    }

    @Override
    public AttributeProto[] attributes(Gemm op) {
        return new AttributeProto[] {Attributes.integer("transB", 1)};
    }
}
