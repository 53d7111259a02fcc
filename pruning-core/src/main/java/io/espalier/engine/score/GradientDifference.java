package io.espalier.engine.score;

import java.util.function.UnaryOperator;

/**
 * The product of a Hessian and its gradient, by a central difference of gradients.
 *
 * @param gradient at any weights, 0 where weights are not to move
 */
record GradientDifference(
        @SuppressWarnings("ArrayRecordComponent") float[] weights, UnaryOperator<float[]> gradient) {
    /** The length of the step, in lengths of the weights. */
    private static final double STEP = 0x1p-10;

    /** H g; 0 where the gradient or the weights are 0. */
    float[] along() {
        float[] g = gradient.apply(weights);
        double length = norm(g);
        double t = length == 0 ? 0 : STEP * norm(weights) / length;
        return t == 0 ? new float[g.length] : difference(g, t);
    }

    private float[] difference(float[] g, double t) {
        float[] ahead = gradient.apply(moved(g, t));
        float[] behind = gradient.apply(moved(g, -t));
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = (float) (((double) ahead[i] - behind[i]) / (2 * t));
        }
        return ahead;
    }

    private float[] moved(float[] g, double t) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (t * g[i]);
        }
        return moved;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
