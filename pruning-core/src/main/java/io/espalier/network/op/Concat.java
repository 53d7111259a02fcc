package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/**
 * All inputs behind one another, as the channels are in <a href="https://arxiv.org/abs/1608.06993">DenseNet</a>.
 *
 * @param axis along which they stand
 */
public record Concat(Axis axis) implements Op {
    /** An axis of an activation. */
    public enum Axis {
        CHANNELS(1),
        HEIGHT(2),
        WIDTH(3);

        private final int dimension;

        Axis(int dimension) {
            this.dimension = dimension;
        }

        /** Its number in a batch of activations, whose examples are 0. */
        public int dimension() {
            return dimension;
        }

        /** How much a shape has of it. */
        public int of(Shape shape) {
            return switch (this) {
                case CHANNELS -> shape.channels();
                case HEIGHT -> shape.height();
                case WIDTH -> shape.width();
            };
        }

        private Shape with(Shape shape, int size) {
            return switch (this) {
                case CHANNELS -> new Shape(size, shape.height(), shape.width());
                case HEIGHT -> new Shape(shape.channels(), size, shape.width());
                case WIDTH -> new Shape(shape.channels(), shape.height(), size);
            };
        }
    }

    /** Along the channels. */
    public Concat() {
        this(Axis.CHANNELS);
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape first = axis.with(in.get(0), 1);
        Inputs.require(in.stream().allMatch(i -> axis.with(i, 1).equals(first)), in, "equal but for " + axis);
        return axis.with(first, in.stream().mapToInt(axis::of).sum());
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return axis == Axis.CHANNELS;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return axis == Axis.CHANNELS ? ChannelMap.concatenated(in) : ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
