package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.task.LossFunction;

/** Huber's: e^2 / 2 for |e| up to delta, delta (|e| - delta / 2) beyond. */
public final class HuberKernel extends ErrorKernel {
    private final double delta;

    public HuberKernel(LossFunction.Huber loss, Targets targets) {
        super(targets);
        this.delta = loss.delta();
    }

    @Override
    double loss(double error) {
        double size = Math.abs(error);
        return size <= delta ? size * size / 2 : delta * (size - delta / 2);
    }

    @Override
    double slope(double error) {
        return Math.max(-delta, Math.min(delta, error));
    }

    @Override
    double curvature(double error) {
        return Math.abs(error) <= delta ? 1 : 0;
    }
}
