package io.espalier.network.onnx;

import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An activation of a file, by the node that gives it here.
 *
 * @param node or {@link io.espalier.network.Node#INPUT}
 * @param view how the file lays out what the node gives
 */
record Value(String node, Shape shape, Layout layout, View view) implements Viewed {
    /** How many axes the engine has of an activation. */
    enum Layout {
        /** One, of channels. */
        VECTOR,
        /** Channels, height and width, if only of 1. */
        IMAGE
    }

    /** One that the engine has height and width of, if any is. */
    static Value wider(Value... values) {
        return Arrays.stream(values).filter(Value::isImage).findFirst().orElse(values[0]);
    }

    @Override
    public Value as(View other) {
        return new Value(node, shape, layout, other);
    }

    boolean isImage() {
        return layout == Layout.IMAGE;
    }

    /** The axis that counts all channels in their order, and nothing else. */
    int channelAxis() {
        return IntStream.range(0, view.rank())
                .filter(axis -> view.isWhole(axis, Dim.CHANNEL, shape.channels()))
                .filter(axis -> shape.channels() > 1 || axis == Math.min(1, view.rank() - 1))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("no axis of " + described() + " counts its channels"));
    }

    /** Whether an axis counts all channels in their order, and nothing else. */
    boolean isChannels(int axis) {
        return view.isWhole(axis, Dim.CHANNEL, shape.channels());
    }

    /** Whether the file has it as batch, channels and positions. */
    boolean hasChannelsSecond() {
        if (view.rank() < 2 || !isChannels(1) || !isBatch(0)) {
            return false;
        }
        boolean image = view.rank() == 4
                && view.isWhole(2, Dim.HEIGHT, shape.height())
                && view.isWhole(3, Dim.WIDTH, shape.width());
        boolean sequence = view.rank() == 3 && shape.height() == 1 && view.isWhole(2, Dim.WIDTH, shape.width());
        return image || sequence || (view.rank() == 2 && shape.positions() == 1);
    }

    /** Whether an axis counts the batch, or one example. */
    boolean isBatch(int axis) {
        return view.isOnly(axis, Dim.BATCH);
    }

    /** Whether the file has it as batch and all numbers of an example in the engine's order. */
    boolean isFlat() {
        return view.rank() == 2 && isBatch(0) && view.axes().get(1).equals(inOrder());
    }

    private List<Factor> inOrder() {
        return View.image(1, shape).axes().stream().flatMap(List::stream).toList();
    }

    /** Batch, channels and positions, in as many axes as another view has. */
    View positionsAs(View other) {
        return other.rank() == 4
                ? view
                : new View(List.of(
                        view.axes().get(0), view.axes().get(1), view.axes().get(3)));
    }

    /** Batch, channels and positions, those along a sequence first. */
    View upright() {
        return view.transposed(new int[] {0, 1, 3, 2});
    }

    /** Whether the file has it so: a sequence whose places stand one below the other. */
    boolean isUpright() {
        return view.rank() == 4
                && shape.height() == 1
                && shape.width() > 1
                && as(upright()).hasChannelsSecond();
    }

    /** The sizes of its axes in the file. */
    String described() {
        return Arrays.toString(view.sizes());
    }
}
