package io.espalier.engine.train;

import java.util.Map;

/** Stochastic gradient descent, plain or with momentum. */
final class SgdUpdate extends OptimizerUpdate {
    /** Where the gradient step starts from: here, or where momentum leads (Nesterov 1983). */
    enum GradientPoint {
        HERE,
        AHEAD
    }

    private final float decay;
    private final float momentum;
    private final GradientPoint point;
    private final float[][] velocity;
    private float rate;

    SgdUpdate(double decay, double momentum, GradientPoint point, ParameterChunks chunks, float[][] velocity) {
        super(chunks);
        this.decay = (float) decay;
        this.momentum = (float) momentum;
        this.point = point;
        this.velocity = velocity;
    }

    @Override
    void prepare(double newRate, long step) {
        rate = (float) newRate;
    }

    @Override
    public void apply(float[] weights, float[] gradients, float[] mask, int chunk, int count) {
        if (velocity.length == 0) {
            plain(weights, gradients, mask, count);
            return;
        }
        if (point == GradientPoint.HERE) {
            heavyBall(weights, gradients, mask, velocity[chunk], count);
        } else {
            nesterov(weights, gradients, mask, velocity[chunk], count);
        }
    }

    private void plain(float[] weights, float[] gradients, float[] mask, int count) {
        float r = rate;
        float d = decay;
        for (int i = 0; i < count; i++) {
            weights[i] -= r * (gradients[i] * mask[i] + d * weights[i]);
        }
    }

    private void heavyBall(float[] weights, float[] gradients, float[] mask, float[] v, int count) {
        float r = rate;
        float d = decay;
        float m = momentum;
        for (int i = 0; i < count; i++) {
            v[i] = m * v[i] + (gradients[i] * mask[i] + d * weights[i]);
            weights[i] -= r * v[i];
        }
    }

    private void nesterov(float[] weights, float[] gradients, float[] mask, float[] v, int count) {
        float r = rate;
        float d = decay;
        float m = momentum;
        for (int i = 0; i < count; i++) {
            float g = gradients[i] * mask[i] + d * weights[i];
            v[i] = m * v[i] + g;
            weights[i] -= r * (g + m * v[i]);
        }
    }

    @Override
    Map<String, float[][]> chunkedMoments() {
        return velocity.length == 0 ? Map.of() : Map.of("velocity", velocity);
    }
}
