package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;

/** The mean absolute error over an example's outputs, which are as its targets are scaled. */
public final class AbsoluteErrorKernel implements LossKernel {
    private final float[] targets;
    private final int outputs;

    public AbsoluteErrorKernel(LossFunction.AbsoluteError loss, Targets targets) {
        this.targets = ValueTargets.of(targets).scaled();
        this.outputs = targets.outputs();
    }

    @Override
    public double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int k = 0; k < this.outputs; k++) {
                int at = r * this.outputs + k;
                double error = error(outputs, at, order[from + r], k);
                loss += Math.abs(error) / this.outputs;
                gradient.put(at, (float) (scale * Math.signum(error) / this.outputs));
            }
        }
        return loss;
    }

    private double error(FloatBuffer outputs, int at, int example, int column) {
        return (double) outputs.get(at) - targets[example * this.outputs + column];
    }

    /** 0: the loss has no curvature but where the error is 0. */
    @Override
    public float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        return new float[this.outputs];
    }
}
