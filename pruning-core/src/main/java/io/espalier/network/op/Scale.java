package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Every number times the same one.
 *
 * @param factor what they are multiplied by
 */
public record Scale(double factor) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public OptionalDouble multiplier() {
        return OptionalDouble.of(factor);
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
        return known.map(channel, x -> factor * x);
    }
}
