package io.espalier.export.fusion;

import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Shape;
import java.util.List;

/**
 * A node, and the ReLU behind it where there is one that alone reads it.
 *
 * @param output the node that others read: the node itself or its ReLU
 * @param in shapes of its inputs; {@code out} of its output
 */
public record FusedNode(Node node, Nonlinearity nonlinearity, String output, List<Shape> in, Shape out) {
    /** What is done to the sum. */
    public enum Nonlinearity {
        NONE,
        RELU
    }

    public FusedNode {
        in = List.copyOf(in);
    }

    public Op op() {
        return node.op();
    }

    /** Names of the outputs that it reads. */
    public List<String> inputs() {
        return node.inputs();
    }

    /** The first of them. */
    public String input() {
        return node.inputs().get(0);
    }

    public boolean isRectified() {
        return nonlinearity == Nonlinearity.RELU;
    }
}
