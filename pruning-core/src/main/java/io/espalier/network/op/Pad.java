package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Zeros around every channel.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns in front
 * @param right columns behind
 */
public record Pad(int top, int bottom, int left, int right) implements Op {
    public Pad {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException(
                    "Invalid padding: " + List.of(top, bottom, left, right) + " (must not be negative)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape x = in.get(0);
        return new Shape(x.channels(), top + x.height() + bottom, left + x.width() + right);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        OptionalDouble x = known.source(channel);
        return x.isPresent() && x.getAsDouble() == 0 ? x : OptionalDouble.empty();
    }
}
