package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Element-wise product of an activation with one of its shape, or with one number for each channel, as the gate of
 * <a href="https://arxiv.org/abs/1709.01507">squeeze and excitation</a>.
 */
public record Mul() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Shape x = in.get(0);
        Shape gate = in.get(1);
        Inputs.require(
                gate.equals(x) || (gate.channels() == x.channels() && gate.positions() == 1),
                in,
                "two equal shapes, or a second one with one number per channel");
        return x;
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return in.get(0).equals(in.get(1));
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    /** A channel that one side makes 0 is 0 whatever the other side gives. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        OptionalDouble x = known.input(0, channel);
        OptionalDouble gate = known.input(1, channel);
        if (x.orElse(1) == 0 || gate.orElse(1) == 0) {
            return OptionalDouble.of(0);
        }
        return x.isPresent() && gate.isPresent()
                ? OptionalDouble.of(x.getAsDouble() * gate.getAsDouble())
                : OptionalDouble.empty();
    }
}
