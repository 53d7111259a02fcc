package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Batch normalisation over channels (Ioffe and Szegedy 2015), running statistics by momentum 0.1.
 *
 * @param initialScale what every scale starts at
 * @param epsilon what is added to a variance
 */
public record BatchNormalization(int channels, double initialScale, double epsilon) implements Op {
    /** What is added to a variance where nobody says otherwise. */
    public static final double EPSILON = 1e-5;

    public static final double MOMENTUM = 0.1;

    public BatchNormalization(int channels) {
        this(channels, 1);
    }

    public BatchNormalization(int channels, double initialScale) {
        this(channels, initialScale, EPSILON);
    }

    /** A variance needs two values. */
    @Override
    public int leastBatch(List<Shape> inputs) {
        return inputs.get(0).positions() == 1 ? 2 : 1;
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
                new Parameter(node + ".scale", Role.SCALE, dims, Axes.UNITS, initialScale),
                new Parameter(node + ".shift", Role.SHIFT, dims),
                new Parameter(node + ".mean", Role.RUNNING_MEAN, dims),
                new Parameter(node + ".variance", Role.RUNNING_VARIANCE, dims));
    }

    @Override
    public Kind kind() {
        return Kind.NORMALIZATION;
    }

    /** By running statistics: scale / sqrt(variance + epsilon), and shift - mean times that. */
    @Override
    public Optional<ChannelAffine> affine(Function<Role, float[]> parameters) {
        float[] variance = parameters.apply(Role.RUNNING_VARIANCE);
        float[] mean = parameters.apply(Role.RUNNING_MEAN);
        float[] scale = parameters.apply(Role.SCALE).clone();
        float[] shift = parameters.apply(Role.SHIFT).clone();
        for (int c = 0; c < channels; c++) {
            double slope = scale[c] / Math.sqrt(variance[c] + epsilon);
            scale[c] = (float) slope;
            shift[c] = (float) (shift[c] - mean[c] * slope);
        }
        return Optional.of(new ChannelAffine(scale, shift));
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
        double scale = known.own(Role.SCALE, channel);
        double shift = known.own(Role.SHIFT, channel);
        if (scale == 0) {
            return OptionalDouble.of(shift);
        }
        double mean = known.own(Role.RUNNING_MEAN, channel);
        double deviation = Math.sqrt(known.own(Role.RUNNING_VARIANCE, channel) + epsilon);
        return known.map(channel, x -> scale * (x - mean) / deviation + shift);
    }

    @Override
    public BatchNormalization resized(List<List<Integer>> in, List<Integer> out) {
        return new BatchNormalization(out.size(), initialScale, epsilon);
    }
}
