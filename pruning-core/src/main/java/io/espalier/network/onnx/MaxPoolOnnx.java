package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.MaxPool;

/** Padding is never the largest. */
final class MaxPoolOnnx implements OnnxOperator<MaxPool> {
    @Override
    public String name() {
        return "MaxPool";
    }

    @Override
    public AttributeProto[] attributes(MaxPool op) {
        return Windows.attributes(op.window());
    }

    @Override
    public void read(OnnxNode node) {
        node.become(new MaxPool(Windows.ofMaximum(node)), node.value(0));
    }
}
