package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Unwrapped;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on the mean loss of the task. The optimiser state is reset; masked weights stay exactly 0.
 *
 * @param epochs passes over the training part; give this or {@code iterations}
 * @param iterations mini-batches
 * @param batch examples in a mini-batch
 * @param optimizer the rule that turns a gradient into a step
 * @param schedule how the learning rate changes during the step
 * @param evaluateEvery iterations between two evaluations on the validation part; one epoch if null
 * @param patience evaluations without a new best after which the step stops early; never if null
 * @param keep which weights the step ends with
 * @param hooks what joins in besides loss and optimiser
 * @param label a name that a later rewind can refer to
 */
public record Train(
        @Nullable Integer epochs,
        @Nullable Integer iterations,
        @Default("32") int batch,
        @Default("adam") Optimizer optimizer,
        @Default("constant") LearningRate schedule,
        @Nullable Integer evaluateEvery,
        @Nullable Integer patience,
        @Default("last") Keep keep,
        @Unwrapped TrainingHooks hooks,
        @Nullable String label)
        implements Step {
    private static final int MOST = 1_000_000;
    private static final int MOST_ITERATIONS = 1_000_000_000;

    /** The last weights, or those of the best evaluation on the validation part (the earliest such). */
    public enum Keep {
        /** The last. */
        LAST,
        /** Those with the least error, or what the task has in its place. */
        BEST,
        /** Those with the least mean loss. */
        LEAST_LOSS
    }

    public Train {
        check((epochs == null) != (iterations == null), "epochs", epochs, "be given, or iterations, but not both");
        check(epochs == null || (epochs >= 0 && epochs <= MOST), "epochs", epochs, "be in 0.." + MOST);
        check(
                iterations == null || (iterations >= 0 && iterations <= MOST_ITERATIONS),
                "iterations",
                iterations,
                "be in 0.." + MOST_ITERATIONS);
        check(batch >= 1 && batch <= MOST, "batch", batch, "be in 1.." + MOST);
        check(evaluateEvery == null || evaluateEvery >= 1, "evaluate-every", evaluateEvery, "be at least 1");
        check(patience == null || patience >= 1, "patience", patience, "be at least 1");
    }

    @Override
    public boolean removesWeights() {
        return hooks.reparameterization() != null;
    }

    @Override
    public boolean appliesToDense() {
        return true;
    }

    @Override
    public void trace(WeightHistory history) {
        history.add(this);
    }

    /** With its hooks as strong as the round makes them. */
    @Override
    public Train inRound(int round, Repeat repeat) {
        if (repeat.growth() == 1) {
            return this;
        }
        return new Train(
                epochs,
                iterations,
                batch,
                optimizer,
                schedule,
                evaluateEvery,
                patience,
                keep,
                hooks.scaled(StrictMath.pow(repeat.growth(), round - 1.0)),
                label);
    }

    /** Mini-batches in one pass over this many examples; the last one may be smaller. */
    public long iterationsPerEpoch(int examples) {
        return (examples + batch - 1L) / batch;
    }

    /** Mini-batches of the whole step. */
    public long iterations(int examples) {
        return epochs != null ? epochs * iterationsPerEpoch(examples) : Objects.requireNonNull(iterations);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
