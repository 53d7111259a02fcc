package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Distillation.Match;
import java.nio.FloatBuffer;

/** The loss of the task, and a match with a teacher's logits; in double precision and a fixed order. */
public final class DistilledLoss implements LossKernel {
    private final Distillation distillation;
    private final float[] teacher;
    private final Targets targets;
    private final int outputs;
    private final int steps;
    private final LossKernel task;
    private final double[] own;
    private final double[] given;

    /** @param teacher outputs for all examples, row-major (examples, outputs) */
    public DistilledLoss(Distillation distillation, float[] teacher, Targets targets, LossKernel task) {
        this.distillation = distillation;
        this.teacher = teacher;
        this.targets = targets;
        this.outputs = targets.outputs();
        this.steps = targets.shape().positions();
        this.task = task;
        this.own = new double[outputs / steps];
        this.given = new double[outputs / steps];
    }

    @Override
    public double backward(FloatBuffer logits, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double weight = distillation.weight();
        double loss = (1 - weight) * task.backward(logits, order, from, to, scale * (1 - weight), gradient);
        for (int r = 0; r < to - from; r++) {
            for (int step = 0; step < steps; step++) {
                if (targets.isKnown(order[from + r], step)) {
                    loss += weight * match(logits, r, order[from + r], step) / steps;
                    add(gradient, r * outputs + step, scale * weight);
                }
            }
        }
        return loss;
    }

    /** How far one step is from the teacher's; leaves the gradient in {@code own}. */
    private double match(FloatBuffer logits, int row, int example, int step) {
        for (int c = 0; c < own.length; c++) {
            own[c] = logits.get(row * outputs + c * steps + step);
            given[c] = teacher[example * outputs + c * steps + step];
        }
        return distillation.match() == Match.LOGITS ? distance() : divergence();
    }

    private void add(FloatBuffer gradient, int first, double factor) {
        for (int c = 0; c < own.length; c++) {
            int at = first + c * steps;
            gradient.put(at, (float) (gradient.get(at) + factor * own[c] / steps));
        }
    }

    /** That of the task alone: criteria see no teacher. */
    @Override
    public float[] rootOfCurvature(FloatBuffer logits, int row, int example, int column) {
        return task.rootOfCurvature(logits, row, example, column);
    }

    /** Half the squared distance; leaves its gradient in {@code own}. */
    private double distance() {
        double sum = 0;
        for (int c = 0; c < own.length; c++) {
            own[c] -= given[c];
            sum += own[c] * own[c] / 2;
        }
        return sum;
    }

    /** T^2 times the cross-entropy at temperature T; leaves its gradient in {@code own}. */
    private double divergence() {
        double t = distillation.temperature();
        softmax(given, t);
        double logSum = softmax(own, t);
        double sum = 0;
        for (int c = 0; c < own.length; c++) {
            sum -= given[c] == 0 ? 0 : given[c] * StrictMath.log(Math.max(own[c], Double.MIN_VALUE));
            own[c] = t * (own[c] - given[c]);
        }
        return Double.isFinite(logSum) ? t * t * sum : logSum;
    }

    /** Turns logits into probabilities; gives the logarithm of their sum, which is not finite where a logit is not. */
    private static double softmax(double[] values, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (int c = 0; c < values.length; c++) {
            values[c] = StrictMath.exp((values[c] - largest) / temperature);
            sum += values[c];
        }
        for (int c = 0; c < values.length; c++) {
            values[c] /= sum;
        }
        return largest / temperature + StrictMath.log(sum);
    }
}
