package io.espalier.engine.train;

import io.espalier.augmentation.Augmentation;
import io.espalier.augmentation.Augmentation.OfBatch;
import io.espalier.augmentation.Augmentation.OfExample;
import io.espalier.augmentation.MixedBatch;
import io.espalier.engine.torch.Batches;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Changes each example of a mini-batch as the train step's key, the number of the mini-batch and the example say. */
public final class AugmentedExamples implements Batches.Edit {
    private final List<Augmentation.Change> changes;
    private final int width;
    private final RandomKey key;
    private final LongSupplier steps;
    private MixedBatch mixture = new MixedBatch(1, new int[0]);

    /** @param steps how many mini-batches were before */
    public AugmentedExamples(List<Augmentation> augmentation, Shape shape, RandomKey noise, LongSupplier steps) {
        this.changes = IntStream.range(0, augmentation.size())
                .mapToObj(place -> Augmentation.begin(augmentation, place, shape))
                .toList();
        this.width = shape.elements();
        this.key = noise.with("augmentation");
        this.steps = steps;
    }

    @Override
    public void apply(int example, float[] features) {
        RandomKey own = key.with(steps.getAsLong()).with(example);
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof OfExample change) {
                change.apply(features, own.with(i));
            }
        }
    }

    @Override
    public void finish(FloatBuffer features, int examples) {
        if (changes.get(changes.size() - 1) instanceof OfBatch mixing) {
            mixture = mixing.draw(examples, key.with(steps.getAsLong()).with("batch"));
            mix(features, examples);
        }
    }

    private void mix(FloatBuffer features, int examples) {
        float[] before = new float[examples * width];
        features.get(0, before);
        for (int i = 0; i < before.length; i++) {
            int other = mixture.partners()[i / width] * width + i % width;
            features.put(i, mixture.mix(before[i], before[other]));
        }
    }

    /** A loss of the mini-batch that was changed last. */
    public LossKernel of(LossKernel loss, int outputs) {
        boolean mixes = changes.get(changes.size() - 1) instanceof OfBatch;
        return mixes ? new MixedLoss(loss, outputs, () -> mixture) : loss;
    }
}
