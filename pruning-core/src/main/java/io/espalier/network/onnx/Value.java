package io.espalier.network.onnx;

import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An activation of a file, by the node that gives it here.
 *
 * @param node or {@link io.espalier.network.Node#INPUT}
 */
record Value(String node, Shape shape, Form form) {
    /** How the file lays an activation out behind the batch. */
    enum Form {
        /** One axis, in the engine as well. */
        VECTOR(2, 1, 2),
        /** Channels, height and width of 1; one axis in the engine. */
        POOLED(4, 1, 2),
        /** Channels, height and width, in the engine as well. */
        IMAGE(4, 1, 2),
        /** Height, width and channels; channels, height and width in the engine. */
        CHANNELS_LAST(4, 3, 1),
        /** Channels and places; channels, height of 1 and width in the engine. */
        SEQUENCE(3, 1, 2),
        /** Channels and one place; one axis in the engine. */
        POOLED_SEQUENCE(3, 1, 2);

        private final int rank;
        private final int channelAxis;
        private final int firstSpatialAxis;

        Form(int rank, int channelAxis, int firstSpatialAxis) {
            this.rank = rank;
            this.channelAxis = channelAxis;
            this.firstSpatialAxis = firstSpatialAxis;
        }

        /** Axes in the file, the batch counted. */
        int rank() {
            return rank;
        }

        /** Which of them are height and width, or places. */
        int[] spatialAxes() {
            return IntStream.range(firstSpatialAxis, firstSpatialAxis + rank - 2)
                    .toArray();
        }

        /** The form of a mean over all positions that keeps their axes. */
        Form pooled() {
            return switch (this) {
                case SEQUENCE, POOLED_SEQUENCE -> POOLED_SEQUENCE;
                case IMAGE, POOLED -> POOLED;
                case VECTOR, CHANNELS_LAST ->
                    throw new UnreadableException("it expects positions, but its input has none after the channels");
            };
        }
    }

    Value as(Form other) {
        return new Value(node, shape, other);
    }

    /** Whether the engine has height and width of it. */
    boolean isImage() {
        return form == Form.IMAGE || form == Form.CHANNELS_LAST || form == Form.SEQUENCE;
    }

    /** Which of the file's axes counts the channels. */
    int channelAxis() {
        return form.channelAxis;
    }

    /** Whether the file lays it out as another value. */
    boolean isLaidOutAs(Value other) {
        return form.rank == other.form.rank && form.channelAxis == other.form.channelAxis;
    }

    /** One that the engine has height and width of, if any is. */
    static Value wider(Value... values) {
        return Arrays.stream(values).filter(Value::isImage).findFirst().orElse(values[0]);
    }

    /** An axis of the file's, which may be counted from the end. */
    int axis(long axis) {
        return (int) (axis < 0 ? axis + form.rank : axis);
    }
}
