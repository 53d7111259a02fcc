package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import org.jspecify.annotations.Nullable;

/**
 * Re-estimates the running statistics of batch norms on training data: the plain mean over {@code batches}.
 *
 * @param batches mini-batches to average over
 * @param batch examples in a mini-batch
 * @param label a name that a later rewind can refer to
 */
public record Recalibrate(
        @Default("20") int batches,
        @Default("128") int batch,
        @Nullable String label) implements Step {
    public Recalibrate {
        check(batches >= 1, "batches", batches, "be at least 1");
        check(batch >= 2, "batch", batch, "be at least 2");
    }

    @Override
    public void trace(WeightHistory history) {
        history.add(this);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
