package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Two-dimensional convolution with a square kernel, zero padding on all sides. */
public record Conv(int channels, int filters, int kernel, int stride, int padding, int groups, Bias bias)
        implements Op {
    /** Whether a bias is added; a batch norm behind makes one redundant. */
    public enum Bias {
        PRESENT,
        ABSENT
    }

    public Conv {
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("Invalid groups: " + groups + " (must divide " + channels
                    + " channels and " + filters + " filters)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return new Shape(filters, slide(in.get(0).height()), slide(in.get(0).width()));
    }

    private int slide(int length) {
        return Windows.count(length + 2 * padding, kernel, stride);
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Parameter> own = new ArrayList<>();
        own.add(new Parameter(
                node + ".weight",
                Role.WEIGHT,
                List.of(filters, channels / groups, kernel, kernel),
                Axes.UNITS_BY_INPUTS.grouped(groups)));
        if (bias == Bias.PRESENT) {
            own.add(new Parameter(node + ".bias", Role.BIAS, List.of(filters)));
        }
        return own;
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) output(in).elements() * (channels / groups) * kernel * kernel;
    }

    @Override
    public Conv withBias() {
        return new Conv(channels, filters, kernel, stride, padding, groups, Bias.PRESENT);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return groups == 1 ? ChannelMap.mixed(in, filters) : ChannelMap.grouped(channels, filters, groups);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        if (known.reads(channel)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(bias == Bias.PRESENT ? known.own(Role.BIAS, channel) : 0);
    }

    @Override
    public Conv resized(List<List<Integer>> in, List<Integer> out) {
        int seen = in.get(0).size();
        int parts = groups == 1 ? 1 : seen / (channels / groups);
        return new Conv(seen, out.size(), kernel, stride, padding, parts, bias);
    }
}
