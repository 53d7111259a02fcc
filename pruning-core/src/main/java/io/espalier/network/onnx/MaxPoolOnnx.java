package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.MaxPool;
import java.util.Map;

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
        Value y = node.add(new MaxPool(Windows.ofMaximum(node)), Map.of(), Value.Layout.IMAGE, node.value(0));
        node.give(y.as(y.positionsAs(node.value(0).view())));
    }
}
