package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.OptionalDouble;

/** Sums of inputs times weights, to which a bias is added. */
public sealed interface WeightedSum extends Op permits Conv, ConvTranspose, Gemm {
    boolean hasBias();

    @Override
    default boolean isLinear() {
        return true;
    }

    @Override
    default OptionalDouble constant(int channel, KnownChannels known) {
        if (known.reads(channel)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(hasBias() ? known.own(Role.BIAS, channel) : 0);
    }
}
