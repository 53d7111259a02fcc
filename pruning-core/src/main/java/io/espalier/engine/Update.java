package io.espalier.engine;

import io.espalier.recipe.Optimizer;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimiser's rule with its moments: one pass over a stretch of weights does gradient mask, decay, moments and step.
 * Where the mask holds 0, the weight is 0 and stays exactly 0.
 */
abstract class Update {
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
            } else if (look == Look.HERE) {
                heavyBall(weights, gradients, mask, offset, count);
            } else {
                nesterov(weights, gradients, mask, offset, count);
            }
        }

        private void plain(float[] weights, float[] gradients, float[] mask, int count) {
            for (int i = 0; i < count; i++) {
                weights[i] -= rate * (gradients[i] * mask[i] + decay * weights[i]);
            }
        }

        private void heavyBall(float[] weights, float[] gradients, float[] mask, int offset, int count) {
            for (int i = 0; i < count; i++) {
                float v = momentum * velocity[offset + i] + (gradients[i] * mask[i] + decay * weights[i]);
                velocity[offset + i] = v;
                weights[i] -= rate * v;
            }
        }

        private void nesterov(float[] weights, float[] gradients, float[] mask, int offset, int count) {
            for (int i = 0; i < count; i++) {
                float g = gradients[i] * mask[i] + decay * weights[i];
                float v = momentum * velocity[offset + i] + g;
                velocity[offset + i] = v;
                weights[i] -= rate * (g + momentum * v);
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
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float a1 = (float) (1 - beta1);
            float a2 = (float) (1 - beta2);
            for (int i = 0; i < count; i++) {
                float g = gradients[i] * mask[i] + decay * weights[i];
                float m = b1 * first[offset + i] + a1 * g;
                float v = b2 * second[offset + i] + a2 * g * g;
                first[offset + i] = m;
                second[offset + i] = v;
                weights[i] = keep * weights[i] - stepSize * m / ((float) Math.sqrt(v) * secondScale + epsilon);
            }
        }

        @Override
        Map<String, float[]> moments() {
            return new TreeMap<>(Map.of("first", first, "second", second));
        }
    }
}
