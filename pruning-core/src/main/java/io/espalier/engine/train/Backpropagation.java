package io.espalier.engine.train;

/** The loss of a mini-batch and its gradient by every trained number. */
public interface Backpropagation extends AutoCloseable {
    /**
     * Computes the gradient of the mean loss over the examples {@code order[from..to)}.
     *
     * @return that mean; if it is not finite, there is no gradient
     */
    double run(int[] order, int from, int to);

    /** Copies a chunk of the gradient out, once after each run. */
    void take(ParameterChunks.Chunk chunk, float[] gradient);

    @Override
    void close();
}
