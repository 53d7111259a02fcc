package io.espalier.network.op;

import io.espalier.network.Parameter;
import io.espalier.network.Parameter.Axes;
import io.espalier.network.Parameter.Role;
import io.espalier.network.Shape;
import java.util.List;

/**
 * Batch normalisation over channels (Ioffe and Szegedy 2015), epsilon 1e-5, running statistics by momentum 0.1.
 *
 * @param initialScale what every scale starts at
 */
public record BatchNormalization(int channels, double initialScale) implements Op {
    public static final double EPSILON = 1e-5;
    public static final double MOMENTUM = 0.1;

    public BatchNormalization(int channels) {
        this(channels, 1);
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
                new Parameter(node + ".scale", Role.SCALE, dims, Axes.UNITS, initialScale),
                new Parameter(node + ".shift", Role.SHIFT, dims),
                new Parameter(node + ".mean", Role.RUNNING_MEAN, dims),
                new Parameter(node + ".variance", Role.RUNNING_VARIANCE, dims));
    }
}
