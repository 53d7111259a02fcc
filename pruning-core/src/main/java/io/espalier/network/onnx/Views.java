package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.op.Flatten;
import java.util.Arrays;
import java.util.Map;

/** Operators that only lay numbers out anew. */
final class Views {
    private static final int SINCE_AXES_ARE_INPUT = 13;
    private static final int[] LAST = {0, 2, 3, 1};
    private static final int[] FIRST = {0, 3, 1, 2};

    private Views() {}

    /** Gives what it reads, as Identity, Dropout and Cast do. */
    static void same(OnnxNode node) {
        node.give(node.value(0));
    }

    static void flatten(OnnxNode node) {
        int axis = node.value(0).axis(node.integer("axis", 1));
        if (axis != 1) {
            throw new UnreadableException("axis is " + axis + " (must be 1)");
        }
        vector(node);
    }

    private static void vector(OnnxNode node) {
        Value value = node.value(0);
        if (value.form() == Value.Form.CHANNELS_LAST && value.shape().positions() > 1) {
            throw new UnreadableException("it flattens " + value.shape() + " with channels last");
        } else if (value.isImage()) {
            node.become(new Flatten(), Value.Form.VECTOR, Map.of(), value);
        } else {
            node.give(value.as(Value.Form.VECTOR));
        }
    }

    static void reshape(OnnxNode node) {
        Value value = node.value(0);
        int[] sizes = node.constant(1).integers();
        boolean toVector = sizes.length == 2
                && node.isBatch(sizes[0])
                && (sizes[1] == value.shape().elements() || (sizes[1] == -1 && sizes[0] != -1));
        if (toVector) {
            vector(node);
        } else if (isPooled(node, sizes)) {
            node.give(value.as(Value.Form.POOLED));
        } else {
            throw new UnreadableException(
                    "it reshapes " + value.shape() + " to " + Arrays.toString(sizes) + " (must be a vector)");
        }
    }

    /** Whether a node makes channels the first axis of what has them last, as TensorFlow's images have. */
    static boolean bringsChannelsFirst(NodeProto node) {
        return node.getOpType().equals("Transpose")
                && node.getAttributeList().stream().anyMatch(order -> order.getIntsList()
                        .equals(Arrays.stream(FIRST).mapToObj(Long::valueOf).toList()));
    }

    /** Channels behind height and width, or before them again. */
    static void transpose(OnnxNode node) {
        Value value = node.value(0);
        int[] order = node.sizes("perm");
        if (value.form() == Value.Form.IMAGE && Arrays.equals(order, LAST)) {
            node.give(value.as(Value.Form.CHANNELS_LAST));
        } else if (value.form() == Value.Form.CHANNELS_LAST && Arrays.equals(order, FIRST)) {
            node.give(value.as(Value.Form.IMAGE));
        } else {
            throw new UnreadableException("it permutes the axes of " + value.shape() + " as " + Arrays.toString(order)
                    + " (must move channels last, or first again)");
        }
    }

    private static boolean isPooled(OnnxNode node, int[] sizes) {
        Value value = node.value(0);
        return !value.isImage()
                && sizes.length == Value.Form.POOLED.rank()
                && node.isBatch(sizes[0])
                && (sizes[1] == value.shape().channels() || (sizes[1] == -1 && sizes[0] != -1))
                && sizes[2] == 1
                && sizes[3] == 1;
    }

    static void squeeze(OnnxNode node) {
        Value value = node.value(0);
        int[] axes = axes(node, value.form().rank());
        if (value.shape().positions() == 1 && Arrays.equals(axes, value.form().spatialAxes())) {
            vector(node);
        } else {
            throw new UnreadableException("it removes axes " + Arrays.toString(axes) + " of " + value.shape()
                    + " (must be height and width of size 1)");
        }
    }

    static void unsqueeze(OnnxNode node) {
        Value value = node.value(0);
        int[] axes = axes(node, Value.Form.POOLED.rank());
        if (value.form() != Value.Form.VECTOR || !Arrays.equals(axes, new int[] {2, 3})) {
            throw new UnreadableException(
                    "it adds axes " + Arrays.toString(axes) + " (must add height and width to a vector)");
        }
        node.give(value.as(Value.Form.POOLED));
    }

    private static int[] axes(OnnxNode node, int rank) {
        return Arrays.stream(node.axes(SINCE_AXES_ARE_INPUT))
                .map(a -> a < 0 ? a + rank : a)
                .sorted()
                .toArray();
    }

    /** Classes' probabilities instead of their logits, which the loss works out itself. */
    static void softmax(OnnxNode node) {
        Value value = node.value(0);
        int axis = value.axis(node.integer("axis", node.operatorSet() < SINCE_AXES_ARE_INPUT ? 1 : -1));
        if (!node.isLast() || value.isImage() || axis != 1) {
            throw new UnreadableException("it is only supported as the last operator, over the classes");
        }
        node.give(value);
    }
}
