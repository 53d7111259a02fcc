package io.espalier.engine;

/**
 * A network whose parameters are loaded once, to predict with from any number of threads. The bits of an example's logits
 * depend on nothing but the example: not on its neighbours, and not on how a table is cut.
 */
public interface LoadedNetwork extends AutoCloseable {
    /** Examples in a batch. */
    int BATCH = 128;

    /** A place to put examples, for one thread. */
    PredictionBatch batch();

    @Override
    void close();

    /** One thread's batch: put examples into it, then have their logits. */
    interface PredictionBatch {
        /** Puts an example, by its scaled features, at {@code row} of the batch. */
        void put(int row, float[] example);

        /** The logits of the first {@code rows} examples, row-major (rows, classes). */
        float[] logits(int rows);
    }
}
