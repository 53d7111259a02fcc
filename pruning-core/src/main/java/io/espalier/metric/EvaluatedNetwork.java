package io.espalier.metric;

import io.espalier.data.Dataset;
import io.espalier.random.RandomKey;
import java.util.Optional;

/** What a metric measures: a trial's network, on one part of the data. */
public interface EvaluatedNetwork {
    /** Examples with their targets, as the network gets them: scaled. */
    Dataset examples();

    /** The score that networks of the task are chosen by: the less, the better. */
    Score choice();

    /** The network as it ships: without its dead units, encoded, and decoded again. */
    Predictor network();

    /**
     * The trained network that it was pruned from: the weights on its own lineage just before the first step that removes
     * some. Empty where nothing was removed, or nothing was trained before. Made when first asked for.
     */
    Optional<Predictor> dense();

    /** The same for all trials of one seed, so that they are compared under the same noise. */
    RandomKey key();

    /**
     * The network's file in ONNX Runtime, to be closed.
     *
     * @param threads threads that a call may use; {@code batch} examples of a call
     */
    Timer timer(int threads, int batch);

    /** Calls a network. */
    interface Timer extends AutoCloseable {
        /** Makes one call, and says how long it took. */
        long nanoseconds();

        @Override
        void close();
    }

    /** Gives logits. */
    @FunctionalInterface
    interface Predictor {
        /** @throws NonFiniteLogitsException if a logit is infinite or not a number */
        Predictions predict(Dataset examples);
    }
}
