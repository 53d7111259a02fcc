package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import java.nio.FloatBuffer;

/** The mean over an example's outputs of a function of the error: output less target, as targets are scaled. */
abstract class ErrorKernel implements LossKernel {
    private final float[] targets;
    private final int outputs;

    ErrorKernel(Targets targets) {
        this.targets = ValueTargets.of(targets).scaled();
        this.outputs = targets.outputs();
    }

    /** The loss of one error. */
    abstract double loss(double error);

    /** Its first derivative. */
    abstract double slope(double error);

    /** Its second derivative, at least 0. */
    abstract double curvature(double error);

    @Override
    public final double backward(
            FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int k = 0; k < this.outputs; k++) {
                int at = r * this.outputs + k;
                double error = error(outputs, at, order[from + r], k);
                loss += loss(error) / this.outputs;
                gradient.put(at, (float) (scale * slope(error) / this.outputs));
            }
        }
        return loss;
    }

    private double error(FloatBuffer outputs, int at, int example, int column) {
        return (double) outputs.get(at) - targets[example * this.outputs + column];
    }

    /** Of a diagonal matrix. */
    @Override
    public final float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        double error = error(outputs, row * this.outputs + column, example, column);
        float[] root = new float[this.outputs];
        root[column] = (float) Math.sqrt(curvature(error) / this.outputs);
        return root;
    }
}
