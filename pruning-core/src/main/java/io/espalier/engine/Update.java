package io.espalier.engine;

import io.espalier.recipe.Optimizer;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimiser's rule with its moments: one pass over a stretch of weights does gradient mask, decay, moments and step.
 * Where the mask holds 0, the weight is 0 and stays exactly 0. The loops run over arrays from index 0 with one plain
 * index, which is what the compiler turns into vector instructions; stretches of the moments are copied in and out.
 */
abstract class Update {
    /** The largest stretch: small enough for all of its arrays to stay in the first-level cache. */
    static final int STRETCH = 1024;

    private long steps;

    static Update of(Optimizer optimizer, int size) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Descent(sgd.decay(), 0, Look.HERE, new float[0]);
        } else if (optimizer instanceof Optimizer.Momentum momentum) {
            return new Descent(momentum.decay(), momentum.momentum(), Look.HERE, new float[size]);
        } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
            return new Descent(nesterov.decay(), nesterov.momentum(), Look.AHEAD, new float[size]);
        } else if (optimizer instanceof Optimizer.Adam adam) {
            return new Adaptive(adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay(), 0, size);
        } else if (optimizer instanceof Optimizer.Adamw adamw) {
            return new Adaptive(adamw.beta1(), adamw.beta2(), adamw.epsilon(), 0, adamw.decay(), size);
        }
        throw new AssertionError(optimizer);
    }

    /** Begins the next step; {@link #apply} then runs over every stretch once. */
    void nextStep(double rate) {
        steps++;
        prepare(rate, steps);
    }

    abstract void prepare(double rate, long step);

    /**
     * Moves {@code count} weights.
     *
     * @param weights the stretch from index 0; {@code gradients} and {@code mask} likewise
     * @param offset where the stretch stands in the layout, for the moments
     */
    abstract void apply(float[] weights, float[] gradients, float[] mask, int offset, int count);
    /** The moments by name, live. */
    abstract Map<String, float[]> moments();

    long steps() {
        return steps;
    }

    /** Takes up where a snapshot stopped. */
    void restore(Map<String, float[]> saved, long savedSteps) {
        moments().forEach((name, live) -> System.arraycopy(saved.get(name), 0, live, 0, live.length));
        steps = savedSteps;
    }

    private enum Look {
        HERE,
        AHEAD
    }

    /** Stochastic gradient descent, plain or with momentum. */
    private static final class Descent extends Update {
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

    /** Adam and AdamW. */
    private static final class Adaptive extends Update {
        private final double beta1;
        private final double beta2;
        private final float epsilon;
        private final float decay;
        private final double shrink;
        private final float[] first;
        private final float[] second;
        private final float[] m = new float[STRETCH];
        private final float[] v = new float[STRETCH];
        private float stepSize;
        private float secondScale;
        private float keep;

        Adaptive(double beta1, double beta2, double epsilon, double decay, double shrink, int size) {
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = (float) epsilon;
            this.decay = (float) decay;
            this.shrink = shrink;
            this.first = new float[size];
            this.second = new float[size];
        }

        @Override
        void prepare(double rate, long step) {
            stepSize = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
            secondScale = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
            keep = (float) (1 - rate * shrink);
        }

        @Override
        void apply(float[] weights, float[] gradients, float[] mask, int offset, int count) {
            System.arraycopy(first, offset, m, 0, count);
            System.arraycopy(second, offset, v, 0, count);
            move(weights, gradients, mask, count);
            System.arraycopy(m, 0, first, offset, count);
            System.arraycopy(v, 0, second, offset, count);
        }

        private void move(float[] weights, float[] gradients, float[] mask, int count) {
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float a1 = (float) (1 - beta1);
            float a2 = (float) (1 - beta2);
            float d = decay;
            float k = keep;
            float size = stepSize;
            float scale = secondScale;
            float e = epsilon;
            for (int i = 0; i < count; i++) {
                float g = gradients[i] * mask[i] + d * weights[i];
                m[i] = b1 * m[i] + a1 * g;
                v[i] = b2 * v[i] + a2 * g * g;
                weights[i] = k * weights[i] - size * m[i] / ((float) Math.sqrt(v[i]) * scale + e);
            }
        }

        @Override
        Map<String, float[]> moments() {
            return new TreeMap<>(Map.of("first", first, "second", second));
        }
    }
}
