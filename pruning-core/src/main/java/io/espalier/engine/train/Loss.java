package io.espalier.engine.train;

import java.nio.FloatBuffer;

/** What training minimises, as a function of the logits. */
public interface Loss {
    /**
     * Sum of the losses of the examples {@code order[from..to)}; writes its gradient times {@code scale} to
     * {@code gradient}.
     *
     * @param logits row-major (batch, classes); row r is of example {@code order[from + r]}
     */
    double backward(
            FloatBuffer logits, int[] labels, int[] order, int from, int to, double scale, FloatBuffer gradient);
}
