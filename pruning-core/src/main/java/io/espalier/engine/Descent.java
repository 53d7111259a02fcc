package io.espalier.engine;

import java.util.Map;

/** Stochastic gradient descent, plain or with momentum. */
final class Descent extends Update {
    /** Where the gradient step starts from: here, or where momentum leads (Nesterov 1983). */
    enum Look {
        HERE,
        AHEAD
    }

    private final float decay;
    private final float momentum;
    private final Look look;
    private final float[] velocity;
    private final float[] stretch = new float[STRETCH];
    private float rate;

    Descent(double decay, double momentum, Look look, float[] velocity) {
        this.decay = (float) decay;
        this.momentum = (float) momentum;
        this.look = look;
        this.velocity = velocity;
    }

    @Override
    void prepare(double newRate, long step) {
        rate = (float) newRate;
    }

    @Override
    void apply(float[] weights, float[] gradients, float[] mask, int offset, int count) {
        if (velocity.length == 0) {
            plain(weights, gradients, mask, count);
            return;
        }
        System.arraycopy(velocity, offset, stretch, 0, count);
        if (look == Look.HERE) {
            heavyBall(weights, gradients, mask, stretch, count);
        } else {
            nesterov(weights, gradients, mask, stretch, count);
        }
        System.arraycopy(stretch, 0, velocity, offset, count);
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
    Map<String, float[]> moments() {
        return velocity.length == 0 ? Map.of() : Map.of("velocity", velocity);
    }
}
