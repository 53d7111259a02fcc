package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** x times the nearest number in [0, 1] to x / 6 + 1 / 2, of <a href="https://arxiv.org/abs/1905.02244">MobileNetV3</a>. */
public record HardSwish() implements Op {
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
        return known.map(channel, x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)));
    }
}
