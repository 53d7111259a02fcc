package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.PositionEmbedding;
import java.util.Map;

/** Adds a constant of an activation's shape. */
final class PositionEmbeddingOnnx implements OnnxOperator<PositionEmbedding> {
    @Override
    public String name() {
        return "Add";
    }

    @Override
    public AttributeProto[] attributes(PositionEmbedding op) {
        return new AttributeProto[0];
    }

    @Override
    public void read(OnnxNode node) {
        Arithmetic.read(node);
    }

    /** @param input which of the node's it is added to */
    static void add(OnnxNode node, Value value, int input, Broadcast constant) {
        if (!node.operator().equals("Add")) {
            throw new UnreadableException("a constant differs between positions (must be one number for each of "
                    + value.shape().channels() + " channels)");
        }
        if (!value.node().equals(Node.INPUT) && PositionNormalizationOnnx.add(node, value, input, constant)) {
            return;
        }
        PositionEmbedding embedding = new PositionEmbedding(value.shape());
        node.give(node.add(embedding, Map.of(Role.SHIFT, constant.ofAll()), value.layout(), value)
                .as(value.view()));
    }
}
