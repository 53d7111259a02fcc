package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * All positions in one row, and in front of them one more whose channels are trained: the class token of
 * <a href="https://arxiv.org/abs/2010.11929">vision transformers</a>. (channels, height, width) becomes (channels, 1,
 * height width + 1).
 */
public record ClassToken(int channels) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return new Shape(channels, 1, in.get(0).positions() + 1);
    }

    @Override
    public List<Parameter> parameters(String node) {
        return List.of(new Parameter(node + ".shift", Role.SHIFT, List.of(channels), Axes.UNITS));
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public ClassToken resized(List<List<Integer>> in, List<Integer> out) {
        return new ClassToken(out.size());
    }
}
