package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.task.LossFunction;

/** e^2. */
public final class SquaredErrorKernel extends ErrorKernel {
    public SquaredErrorKernel(LossFunction.SquaredError loss, Targets targets) {
        super(targets);
    }

    @Override
    double loss(double error) {
        return error * error;
    }

    @Override
    double slope(double error) {
        return 2 * error;
    }

    @Override
    double curvature(double error) {
        return 2;
    }
}
