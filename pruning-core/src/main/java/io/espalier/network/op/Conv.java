package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Two-dimensional convolution, padded by zeros; one of a sequence has a height of 1.
 *
 * @param groups parts of equal size that channels and filters are divided into; a filter sees its own part only
 */
public record Conv(int channels, int filters, Window window, int groups, Bias bias) implements WeightedSum {
    /** Whether a bias is added; a batch norm behind makes one redundant. */
    public enum Bias {
        PRESENT,
        ABSENT
    }

    public Conv {
        if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("Invalid groups: " + groups + " (must divide " + channels
                    + " channels and " + filters + " filters)");
        }
    }

    /** With a square kernel, and zero padding alike on all sides. */
    public Conv(int channels, int filters, int kernel, int stride, int padding, int groups, Bias bias) {
        this(channels, filters, Window.square(kernel, stride, padding), groups, bias);
    }

    /** The sides of a square kernel. */
    public int kernel() {
        return window.onlySide().kernel();
    }

    /** The stride along both sides of a square window. */
    public int stride() {
        return window.onlySide().stride();
    }

    @Override
    public int padding() {
        return window.onlySide().before();
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return window.output(filters, in.get(0));
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Parameter> own = new ArrayList<>();
        own.add(new Parameter(
                node + ".weight",
                Role.WEIGHT,
                List.of(
                        filters,
                        channels / groups,
                        window.height().kernel(),
                        window.width().kernel()),
                Axes.UNITS_BY_INPUTS.grouped(groups)));
        if (hasBias()) {
            own.add(new Parameter(node + ".bias", Role.BIAS, List.of(filters)));
        }
        return own;
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) output(in).elements() * (channels / groups) * window.taps();
    }

    @Override
    public Conv withBias() {
        return new Conv(channels, filters, window, groups, Bias.PRESENT);
    }

    @Override
    public boolean hasBias() {
        return bias == Bias.PRESENT;
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return window.width().isCausal();
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return groups == 1 ? ChannelMap.mixed(in, filters) : ChannelMap.grouped(channels, filters, groups);
    }

    @Override
    public Conv resized(List<List<Integer>> in, List<Integer> out) {
        int seen = in.get(0).size();
        int parts = groups == 1 ? 1 : seen / (channels / groups);
        return new Conv(seen, out.size(), window, parts, bias);
    }
}
