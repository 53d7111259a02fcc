package io.espalier.engine.train;

import io.espalier.augmentation.Augmentation;
import io.espalier.engine.torch.Batches;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.function.LongSupplier;

/** Changes each example of a mini-batch as the train step's key, the number of the mini-batch and the example say. */
public final class AugmentedExamples implements Batches.Edit {
    private final List<Augmentation.Change> changes;
    private final RandomKey key;
    private final LongSupplier steps;

    /** @param steps how many mini-batches were before */
    public AugmentedExamples(List<Augmentation> augmentation, Shape shape, RandomKey noise, LongSupplier steps) {
        this.changes = augmentation.stream().map(one -> one.begin(shape)).toList();
        this.key = noise.with("augmentation");
        this.steps = steps;
    }

    @Override
    public void apply(int example, float[] features) {
        RandomKey own = key.with(steps.getAsLong()).with(example);
        for (int i = 0; i < changes.size(); i++) {
            changes.get(i).apply(features, own.with(i));
        }
    }
}
