package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Some rows and some columns of every channel.
 *
 * @param height which rows
 * @param width which columns
 */
public record Slice(Range height, Range width) implements Op {
    /** So many places, the first of them and one more at every step. */
    public record Range(int start, int step, int count) {
        public Range {
            if (start < 0 || step < 1 || count < 1) {
                throw new IllegalArgumentException("Invalid range: start " + start + ", step " + step + ", count "
                        + count + " (must be positive, start not negative)");
            }
        }

        /** All of a length. */
        public static Range all(int length) {
            return new Range(0, 1, length);
        }

        /** The last place. */
        public int last() {
            return start + (count - 1) * step;
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape x = in.get(0);
        Inputs.require(
                height.last() < x.height() && width.last() < x.width(),
                in,
                "at least " + (height.last() + 1) + " high and " + (width.last() + 1) + " wide");
        return new Shape(x.channels(), height.count, width.count);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
