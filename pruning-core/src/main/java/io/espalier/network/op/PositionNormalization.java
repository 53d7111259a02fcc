package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalisation of each channel of a sequence by the mean and the variance over its positions, then a scale and a shift for
 * each position: layer normalisation along a sequence, as <a href="https://arxiv.org/abs/2409.13768">Magika</a> has it. A
 * channel depends on no other, so any of them can be cut.
 *
 * @param epsilon what is added to a variance
 */
public record PositionNormalization(int positions, double epsilon) implements Op {
    public PositionNormalization {
        if (positions < 2) {
            throw new IllegalArgumentException("Invalid positions: " + positions + " (must be at least 2)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape x = in.get(0);
        Inputs.require(x.height() == 1 && x.width() == positions, in, "a sequence of " + positions);
        return x;
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Integer> dims = List.of(positions);
        return List.of(
                new Parameter(node + ".scale", Role.SCALE, dims, Axes.UNITS),
                new Parameter(node + ".shift", Role.SHIFT, dims, Axes.UNITS));
    }

    @Override
    public Kind kind() {
        return Kind.POSITIONWISE;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public List<Integer> keptUnits(Parameter parameter, List<List<Integer>> in, List<Integer> out) {
        return IntStream.range(0, positions).boxed().toList();
    }
}
