package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * Normalisation of each position by the mean and the variance over its channels, then a scale and a shift for each
 * channel (<a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton 2016</a>), epsilon 1e-5. Every channel depends
 * on how many there are, so all are kept.
 */
public record LayerNormalization(int channels) implements Op {
    public static final double EPSILON = 1e-5;

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return in.get(0);
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Integer> dims = List.of(channels);
        return List.of(
                new Parameter(node + ".scale", Role.SCALE, dims, Axes.UNITS),
                new Parameter(node + ".shift", Role.SHIFT, dims, Axes.UNITS));
    }

    @Override
    public Kind kind() {
        return Kind.NORMALIZATION;
    }
}
