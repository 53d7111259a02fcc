package io.espalier.network.onnx;

import java.util.Arrays;
import java.util.List;

/** A constant that is broadcast to the channels of an activation. */
final class ChannelConstant {
    private ChannelConstant() {}

    /**
     * One number for each channel.
     *
     * @param axisFromEnd which axis counts the channels, 1 for the last
     * @throws UnreadableException if it differs from position to position, or is of another number of channels
     */
    static Constant of(Constant constant, int axisFromEnd, int channels) {
        int axis = constant.rank() - axisFromEnd;
        boolean fits = constant.size() == 1
                || (constant.size() == channels && axis >= 0 && constant.dims().get(axis) == channels);
        if (!fits) {
            throw new UnreadableException("a constant has dims " + constant.dims() + " (must be one number for each of "
                    + channels + " channels)");
        }
        double[] values = constant.values();
        double[] all = new double[channels];
        Arrays.setAll(all, i -> values[values.length == 1 ? 0 : i]);
        return new Constant(List.of(channels), all);
    }

    static Constant times(Constant constant, double factor) {
        return factor == 1
                ? constant
                : new Constant(
                        constant.dims(),
                        Arrays.stream(constant.values()).map(v -> v * factor).toArray());
    }
}
