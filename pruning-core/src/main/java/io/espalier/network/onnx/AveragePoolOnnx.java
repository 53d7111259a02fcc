package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.AveragePool;

/** Zeros that it is padded by are counted. */
final class AveragePoolOnnx implements OnnxOperator<AveragePool> {
    @Override
    public String name() {
        return "AveragePool";
    }

    @Override
    public AttributeProto[] attributes(AveragePool op) {
        return Windows.ofMean(op.window());
    }

    @Override
    public void read(OnnxNode node) {
        node.become(new AveragePool(Windows.ofMean(node)), node.value(0));
    }
}
