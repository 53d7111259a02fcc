package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** What is known of an operator's inputs and of its own numbers, whatever the example. */
public interface KnownChannels {
    /** The number that a channel of an input always is, at each of its positions. */
    OptionalDouble input(int input, int channel);

    /** The same of the only input channel that a channel of the output is made of (see {@link ChannelMap#source}). */
    OptionalDouble source(int channel);

    /** What a function makes of that. */
    default OptionalDouble map(int channel, DoubleUnaryOperator function) {
        OptionalDouble source = source(channel);
        return source.isPresent() ? OptionalDouble.of(function.applyAsDouble(source.getAsDouble())) : source;
    }

    /** A number of the operator's own; NaN where it may be any. */
    double own(Role role, int unit);

    /** Whether a unit gives weight to a channel of the first input that is not always 0. */
    boolean reads(int unit);
}
