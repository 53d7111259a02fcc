package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** The channels of all inputs behind one another, as in <a href="https://arxiv.org/abs/1608.06993">DenseNet</a>. */
public record Concat() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Shape first = in.get(0);
        Inputs.require(
                in.stream().allMatch(i -> i.height() == first.height() && i.width() == first.width()),
                in,
                "of equal height and width");
        return new Shape(in.stream().mapToInt(Shape::channels).sum(), first.height(), first.width());
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.concatenated(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
