package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gather;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that only lay numbers out anew. */
final class Views {
    private static final int SINCE_AXES_ARE_INPUT = 13;

    private Views() {}

    /** Gives what it reads, as Identity, Dropout and Cast do. */
    static void same(OnnxNode node) {
        node.give(node.viewed(0));
    }

    static void flatten(OnnxNode node) {
        View view = node.viewed(0).view();
        long axis = node.integer("axis", 1);
        long[] sizes = view.sizes();
        int before = (int) (axis < 0 ? axis + view.rank() : axis);
        if (before < 0 || before > view.rank()) {
            throw new UnreadableException("axis is " + axis);
        }
        long outer = Arrays.stream(sizes).limit(before).reduce(1, Math::multiplyExact);
        long inner = Arrays.stream(sizes).skip(before).reduce(1, Math::multiplyExact);
        settle(node, node.viewed(0).as(view.reshaped(new long[] {outer, inner})));
    }

    static void reshape(OnnxNode node) {
        Viewed x = node.viewed(0);
        long[] sizes = x.view().asked(node.constant(1).values(), node.integer("allowzero", 0) == 0);
        settle(node, x.as(x.view().reshaped(sizes)));
    }

    static void transpose(OnnxNode node) {
        Viewed x = node.viewed(0);
        int rank = x.view().rank();
        int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        settle(node, x.as(x.view().transposed(node.sizes("perm", reversed))));
    }

    static void squeeze(OnnxNode node) {
        Viewed x = node.viewed(0);
        settle(node, x.as(x.view().squeezed(node.axes(SINCE_AXES_ARE_INPUT))));
    }

    static void unsqueeze(OnnxNode node) {
        Viewed x = node.viewed(0);
        settle(node, x.as(x.view().expanded(node.axes(SINCE_AXES_ARE_INPUT))));
    }

    /** To the sizes that it has. */
    static void expand(OnnxNode node) {
        View view = node.viewed(0).view();
        double[] asked = node.constant(1).values();
        long[] own = view.sizes();
        boolean same = asked.length <= own.length;
        for (int i = 0; same && i < asked.length; i++) {
            same = asked[i] == 1 || asked[i] == own[own.length - asked.length + i];
        }
        if (!same) {
            throw new UnreadableException("it repeats an activation of " + Arrays.toString(own));
        }
        node.give(node.viewed(0));
    }

    /** Gives a view; what no view can say becomes an operator. */
    static void settle(OnnxNode node, Viewed viewed) {
        if (viewed instanceof Value value) {
            settle(node, value);
        } else {
            node.give(viewed);
        }
    }

    private static void settle(OnnxNode node, Value value) {
        Optional<Value> blocks = SpaceToDepthOnnx.settled(node, value);
        if (blocks.isPresent()) {
            settle(node, blocks.get());
            return;
        }
        if (value.isImage() && value.isFlat()) {
            Value flat = node.add(new Flatten(), Map.of(), Value.Layout.VECTOR, value);
            node.give(flat.as(flat.view().squeezed(new int[] {2, 3})));
            return;
        }
        for (int axis = 0; axis < value.view().rank(); axis++) {
            if (isPermuted(value, axis)) {
                node.give(permuted(node, value, axis));
                return;
            }
        }
        node.give(value);
    }

    /** Whether an axis counts all channels in another order than they have. */
    private static boolean isPermuted(Value value, int axis) {
        return value.view().isOnly(axis, Dim.CHANNEL)
                && value.view().size(axis) == value.shape().channels()
                && !value.isChannels(axis);
    }

    private static Value permuted(OnnxNode node, Value value, int axis) {
        int channels = value.shape().channels();
        Gather gather = new Gather(channels, places(value.view().axes().get(axis)));
        Value shuffled = node.add(gather, Map.of(), value.layout(), value);
        return shuffled.as(value.view().with(axis, List.of(new Factor(Dim.CHANNEL, channels))));
    }

    /** The place in its dimension of each number that an axis counts. */
    static List<Integer> places(List<Factor> factors) {
        int[] places = {0};
        for (Factor factor : factors) {
            int[] outer = places;
            places = Arrays.stream(outer)
                    .flatMap(place -> IntStream.range(0, factor.size()).map(i -> place + i * factor.stride()))
                    .toArray();
        }
        return Arrays.stream(places).boxed().toList();
    }

    /** Whether a node makes channels the first axis of what has them last, as TensorFlow's images have. */
    static boolean bringsChannelsFirst(NodeProto node) {
        return node.getOpType().equals("Transpose")
                && node.getAttributeList().stream()
                        .anyMatch(order -> order.getIntsList().equals(List.of(0L, 3L, 1L, 2L)));
    }

    /** Classes' probabilities instead of their logits, which the loss works out itself; or an attention's. */
    static void softmax(OnnxNode node) {
        View view = node.viewed(0).view();
        int axis = view.axis(node.integer("axis", node.operatorSet() < SINCE_AXES_ARE_INPUT ? 1 : -1));
        if (node.scores(0).isPresent() && axis == view.rank() - 1) {
            node.give(node.scores(0).get().normalized());
            return;
        }
        softmax(node, node.value(0), axis);
    }

    static void softmax(OnnxNode node, Value value, int axis) {
        if (!node.isLast() || value.shape().positions() > 1 || !value.isChannels(axis)) {
            throw new UnreadableException(
                    "it is only supported as the last operator, over the classes, or in an attention");
        }
        node.give(value);
    }
}
