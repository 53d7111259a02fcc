package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Each block of positions as one position that has the channels of all of them, those of the block's first position
 * first: (channels, height, width) becomes (rows columns channels, height / rows, width / columns).
 *
 * @param input what it reads
 * @param rows height of a block
 * @param columns width of a block
 */
public record SpaceToDepth(Shape input, int rows, int columns) implements Op {
    public SpaceToDepth {
        if (rows < 1 || columns < 1 || input.height() % rows != 0 || input.width() % columns != 0) {
            throw new IllegalArgumentException(
                    "Invalid block: " + rows + "x" + columns + " (must divide the positions of " + input + ")");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).equals(input), in, input.toString());
        return new Shape(rows * columns * input.channels(), input.height() / rows, input.width() / columns);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.picked(
                in.get(0),
                IntStream.range(0, rows * columns * input.channels())
                        .map(unit -> unit % input.channels())
                        .toArray());
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }

    @Override
    public SpaceToDepth resized(List<List<Integer>> in, List<Integer> out) {
        return new SpaceToDepth(new Shape(in.get(0).size(), input.height(), input.width()), rows, columns);
    }
}
