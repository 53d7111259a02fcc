package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.OptionalDouble;

/**
 * x where it is positive, else x times a slope that each channel learns (<a href="https://arxiv.org/abs/1502.01852">He et al.
 * 2015</a>).
 */
public record PRelu(int channels) implements Op {
    /** What every slope starts at. */
    public static final double SLOPE = 0.25;

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return in.get(0);
    }

    @Override
    public List<Parameter> parameters(String node) {
        return List.of(new Parameter(node + ".scale", Role.SCALE, List.of(channels), Axes.UNITS, SLOPE));
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVATION;
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        double slope = known.own(Role.SCALE, channel);
        return known.map(channel, x -> x >= 0 ? x : slope * x);
    }

    @Override
    public PRelu resized(List<List<Integer>> in, List<Integer> out) {
        return new PRelu(out.size());
    }
}
