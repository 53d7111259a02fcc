package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** x times the standard normal distribution's chance of less than x: <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>. */
public record Gelu() implements Op {
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

    /** Of 0 it is 0; another number is not worked out. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        OptionalDouble x = known.source(channel);
        return x.isPresent() && x.getAsDouble() == 0 ? x : OptionalDouble.empty();
    }
}
