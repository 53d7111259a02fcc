package io.espalier.engine;

import io.espalier.recipe.Optimizer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An optimiser's rule with its moments: one pass over a stretch of weights does gradient mask, decay, moments and step.
 * Where the mask holds 0, the weight is 0 and stays exactly 0.
 */
abstract class Update {
    private final Stretches stretches;
    private long steps;

    Update(Stretches stretches) {
        this.stretches = stretches;
    }

    static Update of(Optimizer optimizer, Stretches stretches) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Descent(sgd.decay(), 0, Descent.Look.HERE, stretches, new float[0][]);
        } else if (optimizer instanceof Optimizer.Momentum momentum) {
            return new Descent(momentum.decay(), momentum.momentum(), Descent.Look.HERE, stretches, stretches.zeros());
        } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
            return new Descent(nesterov.decay(), nesterov.momentum(), Descent.Look.AHEAD, stretches, stretches.zeros());
        } else if (optimizer instanceof Optimizer.Adam adam) {
            return new Adaptive(adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay(), 0, stretches);
        } else if (optimizer instanceof Optimizer.Adamw adamw) {
            return new Adaptive(adamw.beta1(), adamw.beta2(), adamw.epsilon(), 0, adamw.decay(), stretches);
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
     * @param stretch its number, for the moments
     */
    abstract void apply(float[] weights, float[] gradients, float[] mask, int stretch, int count);

    /** The moments by name and stretch, live. */
    abstract Map<String, float[][]> stretchedMoments();

    /** The moments by name, over the layout. */
    Map<String, float[]> moments() {
        Map<String, float[]> moments = new TreeMap<>();
        stretchedMoments().forEach((name, live) -> moments.put(name, stretches.join(live)));
        return moments;
    }

    long steps() {
        return steps;
    }

    /** Takes up where a snapshot stopped. */
    void restore(Map<String, float[]> saved, long savedSteps) {
        Map<String, float[][]> live = stretchedMoments();
        saved.forEach((name, values) -> stretches.split(values, Objects.requireNonNull(live.get(name), name)));
        steps = savedSteps;
    }
}
