package io.espalier.network.op;

import io.espalier.binding.Default;
import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Normalisation of each position by the mean and the variance over its channels, then a scale and a shift for each
 * channel (<a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton 2016</a>). Every channel depends on how many there
 * are, so that only those can be cut that are always 0, and they still count: mean = sum x / (channels + absent), variance =
 * sum x^2 / (channels + absent) - mean^2.
 *
 * @param epsilon what is added to a variance
 * @param absent channels of zeros that are not there
 */
public record LayerNormalization(
        int channels, double epsilon, @Default("0") int absent) implements Op {
    /** What is added to a variance where nobody says otherwise. */
    public static final double EPSILON = 1e-5;

    /** With all channels. */
    public LayerNormalization(int channels, double epsilon) {
        this(channels, epsilon, 0);
    }

    public LayerNormalization(int channels) {
        this(channels, EPSILON);
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return in.get(0);
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Integer> dims = List.of(channels);
        return List.of(
                new Parameter(node + ".scale", Role.SCALE, dims, Axes.UNITS),
                new Parameter(node + ".shift", Role.SHIFT, dims, Axes.UNITS));
    }

    @Override
    public Kind kind() {
        return Kind.NORMALIZATION;
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    public ChannelMap channelsWithoutZeros(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.own(Role.SCALE, channel) == 0
                ? OptionalDouble.of(known.own(Role.SHIFT, channel))
                : OptionalDouble.empty();
    }

    @Override
    public LayerNormalization resized(List<List<Integer>> in, List<Integer> out) {
        return new LayerNormalization(out.size(), epsilon, absent + channels - out.size());
    }
}
