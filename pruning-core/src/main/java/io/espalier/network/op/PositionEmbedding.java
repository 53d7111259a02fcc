package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/** Adds a trained number to each channel at each position. */
public record PositionEmbedding(Shape shape) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).equals(shape), in, shape.toString());
        return shape;
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Integer> dims = List.of(shape.channels(), shape.height(), shape.width());
        return List.of(new Parameter(node + ".shift", Role.SHIFT, dims, Axes.UNITS));
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
    public PositionEmbedding resized(List<List<Integer>> in, List<Integer> out) {
        return new PositionEmbedding(new Shape(out.size(), shape.height(), shape.width()));
    }
}
