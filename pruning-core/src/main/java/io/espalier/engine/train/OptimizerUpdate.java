package io.espalier.engine.train;

import io.espalier.recipe.train.Optimizer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An optimiser's rule with its moments: one pass over a chunk of weights does gradient mask, decay, moments and step.
 * Where the mask holds 0, the weight is 0 and stays exactly 0.
 */
public abstract class OptimizerUpdate {
    private final ParameterChunks chunks;
    private long steps;

    OptimizerUpdate(ParameterChunks chunks) {
        this.chunks = chunks;
    }

    public static OptimizerUpdate of(Optimizer optimizer, ParameterChunks chunks) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new SgdUpdate(sgd.decay(), 0, SgdUpdate.GradientPoint.HERE, chunks, new float[0][]);
        } else if (optimizer instanceof Optimizer.Momentum momentum) {
            return new SgdUpdate(
                    momentum.decay(), momentum.momentum(), SgdUpdate.GradientPoint.HERE, chunks, chunks.zeros());
        } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
            return new SgdUpdate(
                    nesterov.decay(), nesterov.momentum(), SgdUpdate.GradientPoint.AHEAD, chunks, chunks.zeros());
        } else if (optimizer instanceof Optimizer.Adam adam) {
            return new AdamUpdate(adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay(), 0, chunks);
        } else if (optimizer instanceof Optimizer.Adamw adamw) {
            return new AdamUpdate(adamw.beta1(), adamw.beta2(), adamw.epsilon(), 0, adamw.decay(), chunks);
        }
        throw new AssertionError(optimizer);
    }

    /** Begins the next step; {@link #apply} then runs over every chunk once. */
    public void nextStep(double rate) {
        steps++;
        prepare(rate, steps);
    }

    abstract void prepare(double rate, long step);

    /**
     * Moves {@code count} weights.
     *
     * @param weights the chunk from index 0; {@code gradients} and {@code mask} likewise
     * @param chunk its number, for the moments
     */
    public abstract void apply(float[] weights, float[] gradients, float[] mask, int chunk, int count);

    /** The moments by name and chunk, live. */
    abstract Map<String, float[][]> chunkedMoments();

    /** The moments by name, over the layout. */
    public Map<String, float[]> moments() {
        Map<String, float[]> moments = new TreeMap<>();
        chunkedMoments().forEach((name, live) -> moments.put(name, chunks.join(live)));
        return moments;
    }

    public long steps() {
        return steps;
    }

    /** Takes up where a snapshot stopped. */
    public void restore(Map<String, float[]> saved, long savedSteps) {
        Map<String, float[][]> live = chunkedMoments();
        saved.forEach((name, values) -> chunks.split(values, Objects.requireNonNull(live.get(name), name)));
        steps = savedSteps;
    }
}
