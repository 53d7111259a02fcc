package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.task.LossFunction;

/** |e|. */
public final class AbsoluteErrorKernel extends ErrorKernel {
    public AbsoluteErrorKernel(LossFunction.AbsoluteError loss, Targets targets) {
        super(targets);
    }

    @Override
    double loss(double error) {
        return Math.abs(error);
    }

    @Override
    double slope(double error) {
        return Math.signum(error);
    }

    /** There is none but where the error is 0. */
    @Override
    double curvature(double error) {
        return 0;
    }
}
