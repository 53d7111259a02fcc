package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;

/** The mean squared error over an example's outputs, which are as its targets are scaled. */
public final class SquaredErrorKernel implements LossKernel {
    private final float[] targets;
    private final int outputs;

    public SquaredErrorKernel(LossFunction.SquaredError loss, Targets targets) {
        this.targets = ValueTargets.of(targets).scaled();
        this.outputs = targets.outputs();
    }

    @Override
    public double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int k = 0; k < this.outputs; k++) {
                int at = r * this.outputs + k;
                double error = (double) outputs.get(at) - targets[order[from + r] * this.outputs + k];
                loss += error * error / this.outputs;
                gradient.put(at, (float) (scale * 2 * error / this.outputs));
            }
        }
        return loss;
    }

    /** Of 2 / K times the identity. */
    @Override
    public float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        float[] root = new float[this.outputs];
        root[column] = (float) Math.sqrt(2.0 / this.outputs);
        return root;
    }
}
