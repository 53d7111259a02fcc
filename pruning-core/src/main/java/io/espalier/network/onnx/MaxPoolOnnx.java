package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Window;
import io.espalier.network.op.Window.Side;
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

    /** One window over all positions. */
    static void readWhole(OnnxNode node) {
        Value x = node.image(0);
        Window whole = new Window(all(x.shape().height()), all(x.shape().width()));
        Value y = node.add(new MaxPool(whole), Map.of(), Value.Layout.IMAGE, x);
        node.give(y.as(y.positionsAs(x.view())));
    }

    private static Side all(int length) {
        return new Side(length, 1, 1, 0, 0);
    }
}
