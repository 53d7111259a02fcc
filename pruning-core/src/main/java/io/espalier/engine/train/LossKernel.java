package io.espalier.engine.train;

import java.nio.FloatBuffer;

/**
 * A loss over the targets of a data set, in double precision and a fixed order. The kernel of the loss function X is the
 * class XKernel, with a constructor of X and the targets.
 */
public interface LossKernel {
    /**
     * Sum of the losses of the examples {@code order[from..to)}; writes its gradient times {@code scale} to
     * {@code gradient}.
     *
     * @param outputs row-major (batch, outputs); row r is of example {@code order[from + r]}
     */
    double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient);

    /**
     * One column of a root R of an example's curvature: R R' is the Hessian of its loss by its outputs.
     *
     * @param row of the example in {@code outputs}; {@code example} its place in the data set
     */
    float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column);
}
