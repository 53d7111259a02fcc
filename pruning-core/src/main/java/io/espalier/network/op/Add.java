package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Element-wise sum of two activations of one shape: the join of a residual block. */
public record Add() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).equals(in.get(1)), in, "two equal shapes");
        return in.get(0);
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
        OptionalDouble left = known.input(0, channel);
        OptionalDouble right = known.input(1, channel);
        return left.isPresent() && right.isPresent()
                ? OptionalDouble.of(left.getAsDouble() + right.getAsDouble())
                : OptionalDouble.empty();
    }
}
