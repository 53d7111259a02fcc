package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * Normalisation of each position by the mean and the variance over its channels, then a scale and a shift for each
 * channel (<a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton 2016</a>). Every channel depends on how many there
 * are, so all are kept.
 *
 * @param epsilon what is added to a variance
 */
public record LayerNormalization(int channels, double epsilon) implements Op {
    /** What is added to a variance where nobody says otherwise. */
    public static final double EPSILON = 1e-5;

    public LayerNormalization(int channels) {
        this(channels, EPSILON);
    }

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
