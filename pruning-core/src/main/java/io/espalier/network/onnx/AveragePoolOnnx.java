package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.AveragePool;
import java.util.Map;

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
        Value y = node.add(new AveragePool(Windows.ofMean(node)), Map.of(), Value.Layout.IMAGE, node.value(0));
        node.give(y.as(y.positionsAs(node.value(0).view())));
    }
}
