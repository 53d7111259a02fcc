package io.espalier.network.onnx;

import io.espalier.network.op.Shape;
import java.util.Arrays;

/**
 * An activation of a file, by the node that gives it here.
 *
 * @param node or {@link io.espalier.network.Node#INPUT}
 */
record Value(String node, Shape shape, Form form) {
    /** How the file and the engine lay an activation out behind the batch. */
    enum Form {
        /** One axis in both. */
        VECTOR,
        /** Channels, height and width of 1 in the file; one axis in the engine. */
        POOLED,
        /** Channels, height and width in both. */
        IMAGE,
        /** Height, width and channels in the file; channels, height and width in the engine. */
        CHANNELS_LAST;

        /** Axes in the file, the batch counted. */
        int rank() {
            return this == VECTOR ? 2 : 4;
        }
    }

    Value as(Form other) {
        return new Value(node, shape, other);
    }

    /** Whether the engine has height and width of it. */
    boolean isImage() {
        return form == Form.IMAGE || form == Form.CHANNELS_LAST;
    }

    /** Which of the file's axes counts the channels. */
    int channelAxis() {
        return form == Form.CHANNELS_LAST ? 3 : 1;
    }

    /** Which of the file's axes are height and width. */
    int[] spatialAxes() {
        return form == Form.CHANNELS_LAST ? new int[] {1, 2} : new int[] {2, 3};
    }

    /** Whether the file lays it out as another value. */
    boolean isLaidOutAs(Value other) {
        return form.rank() == other.form.rank() && channelAxis() == other.channelAxis();
    }

    /** One that the engine has height and width of, if any is. */
    static Value wider(Value... values) {
        return Arrays.stream(values).filter(Value::isImage).findFirst().orElse(values[0]);
    }

    /** An axis of the file's, which may be counted from the end. */
    int axis(long axis) {
        return (int) (axis < 0 ? axis + form.rank() : axis);
    }
}
