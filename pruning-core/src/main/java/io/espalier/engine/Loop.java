package io.espalier.engine;

import io.espalier.data.Dataset;
import java.util.Map;

/** The training of one network under one mask by mini-batches, on one thread. */
public interface Loop extends AutoCloseable {
    /**
     * Begins the mini-batches up to the next evaluation: what is decided anew there, so that training on from a stored
     * snapshot is the same as without it.
     */
    default void beginPart() {}

    /**
     * One mini-batch: the examples {@code order[from..to)}.
     *
     * @return the mean loss of the examples before the step; may be non-finite, and then nothing was changed
     */
    double step(int[] order, int from, int to, double rate);

    /** What the last mini-batch's loss had besides that mean: penalties and the own loss of a reparameterization. */
    default double penalty() {
        return 0;
    }

    /** Outputs of the network as it stands, row-major (examples, outputs). */
    float[] logits(Dataset examples);

    /** The weights as they stand, running statistics included. */
    float[] weights();

    /** The optimiser's moments by name, over the layout. */
    Map<String, float[]> moments();

    /** Steps that the optimiser has taken. */
    long steps();

    /** Takes up an optimiser where it stopped. */
    void restore(Map<String, float[]> moments, long steps);

    @Override
    void close();
}
