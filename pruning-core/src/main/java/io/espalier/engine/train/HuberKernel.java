package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;

/** Huber's loss, its mean over an example's outputs, which are as its targets are scaled. */
public final class HuberKernel implements LossKernel {
    private final float[] targets;
    private final int outputs;
    private final double delta;

    public HuberKernel(LossFunction.Huber loss, Targets targets) {
        this.targets = ValueTargets.of(targets).scaled();
        this.outputs = targets.outputs();
        this.delta = loss.delta();
    }

    @Override
    public double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int k = 0; k < this.outputs; k++) {
                int at = r * this.outputs + k;
                double error = error(outputs, at, order[from + r], k);
                loss += huber(error) / this.outputs;
                gradient.put(at, (float) (scale * Math.max(-delta, Math.min(delta, error)) / this.outputs));
            }
        }
        return loss;
    }

    private double error(FloatBuffer outputs, int at, int example, int column) {
        return (double) outputs.get(at) - targets[example * this.outputs + column];
    }

    private double huber(double error) {
        double size = Math.abs(error);
        return size <= delta ? size * size / 2 : delta * (size - delta / 2);
    }

    /** Of 1 / K times the identity where the error is at most delta, and 0 beyond. */
    @Override
    public float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        float[] root = new float[this.outputs];
        boolean isNear = Math.abs(error(outputs, row * this.outputs + column, example, column)) <= delta;
        root[column] = isNear ? (float) Math.sqrt(1.0 / this.outputs) : 0;
        return root;
    }
}
