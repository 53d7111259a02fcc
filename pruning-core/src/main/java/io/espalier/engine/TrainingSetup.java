package io.espalier.engine;

import io.espalier.codec.Codec;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import org.jspecify.annotations.Nullable;

/**
 * A train step before its first mini-batch.
 *
 * @param batch examples in the largest mini-batch
 * @param noise this train step's key to what training hooks draw
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingSetup(
        Network network,
        Start start,
        Dataset data,
        Goal goal,
        int batch,
        Optimizer optimizer,
        TrainingHooks hooks,
        RandomKey noise) {
    /** Without hooks. */
    public TrainingSetup(Network network, Start start, Dataset data, Goal goal, int batch, Optimizer optimizer) {
        this(network, start, data, goal, batch, optimizer, TrainingHooks.NONE, RandomKey.of(0));
    }

    /**
     * Where training begins.
     *
     * @param weights masked ones 0
     * @param sharing which weights move as one
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Start(float[] weights, Mask mask, Codec.Sharing sharing) {
        /** Of weights that move one by one. */
        public Start(float[] weights, Mask mask) {
            this(weights, mask, Codec.Sharing.NONE);
        }
    }

    /**
     * What training minimises.
     *
     * @param teacher outputs for the data, in its order, for {@code hooks.distill()}
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Goal(LossFunction loss, float @Nullable [] teacher) {
        /** Without a teacher. */
        public Goal(LossFunction loss) {
            this(loss, null);
        }
    }
}
