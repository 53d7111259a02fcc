package io.espalier.network.op;

import static io.espalier.binding.InvalidValueException.check;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The nearest number in [min, max]: (0, 6) is the ReLU6 of
 * <a href="https://arxiv.org/abs/1801.04381">MobileNetV2</a>.
 */
public record Clip(double min, double max) implements Op {
    public Clip {
        check(min <= max, "min", min, "be at most max, " + max);
    }

    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVATION;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.map(channel, x -> Math.max(min, Math.min(max, x)));
    }
}
