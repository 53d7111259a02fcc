package io.espalier.engine;

import io.espalier.recipe.Optimizer;
import java.util.Map;

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
            return new Descent(sgd.decay(), 0, Descent.Look.HERE, new float[0]);
        } else if (optimizer instanceof Optimizer.Momentum momentum) {
            return new Descent(momentum.decay(), momentum.momentum(), Descent.Look.HERE, new float[size]);
        } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
            return new Descent(nesterov.decay(), nesterov.momentum(), Descent.Look.AHEAD, new float[size]);
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
}
