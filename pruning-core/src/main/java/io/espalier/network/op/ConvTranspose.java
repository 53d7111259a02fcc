package io.espalier.network.op;

import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution by its input, as a layer: each position is spread over a window by a filter, as decoders of
 * <a href="https://arxiv.org/abs/1505.04597">U-Net</a> do.
 *
 * @param window of the convolution; what it pads is cut off
 * @param more rows and columns that are added at the end
 */
public record ConvTranspose(int channels, int filters, Window window, More more, Bias bias) implements WeightedSum {
    /** Positions at the end that no window has to reach. */
    public record More(int height, int width) {
        public static final More NONE = new More(0, 0);
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape x = in.get(0);
        Inputs.require(x.channels() == channels, in, channels + " channels");
        return new Shape(
                filters,
                length(x.height(), window.height(), more.height),
                length(x.width(), window.width(), more.width));
    }

    private static int length(int places, Window.Side side, int more) {
        return (places - 1) * side.stride() + side.reach() - side.before() - side.after() + more;
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Parameter> own = new ArrayList<>();
        own.add(new Parameter(
                node + ".weight",
                Role.WEIGHT,
                List.of(
                        channels,
                        filters,
                        window.height().kernel(),
                        window.width().kernel()),
                new Axes(1, 0, 1)));
        if (hasBias()) {
            own.add(new Parameter(node + ".bias", Role.BIAS, List.of(filters)));
        }
        return own;
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) in.get(0).elements() * filters * window.taps();
    }

    /** Once for each position of the input. */
    @Override
    public long uses(List<Shape> in) {
        return in.get(0).positions();
    }

    @Override
    public boolean hasBias() {
        return bias == Bias.PRESENT;
    }

    @Override
    public ConvTranspose withBias() {
        return new ConvTranspose(channels, filters, window, more, Bias.PRESENT);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, filters);
    }

    @Override
    public ConvTranspose resized(List<List<Integer>> in, List<Integer> out) {
        return new ConvTranspose(in.get(0).size(), out.size(), window, more, bias);
    }
}
