package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** A function of single numbers, applied to each of its only input. */
public sealed interface Activation extends Op
        permits Clip, Elu, Gelu, HardSigmoid, HardSwish, LeakyRelu, Relu, Sigmoid, Tanh {
    /** The function. */
    double of(double x);

    @Override
    default Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    default Kind kind() {
        return Kind.ACTIVATION;
    }

    @Override
    default boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    default ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    default OptionalDouble constant(int channel, KnownChannels known) {
        return known.map(channel, this::of);
    }
}
