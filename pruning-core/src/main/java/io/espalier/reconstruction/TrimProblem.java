package io.espalier.reconstruction;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Minimises the sum of abs(U) for X U close to Y, by the alternating direction method of multipliers, as the authors of
 * Net-Trim solve it: U is split into what is near Y, what is sparse, and what ties both together.
 */
final class TrimProblem {
    private static final double RHO = 100;
    private static final double POSITIVE = 1e-6;
    private static final double SCALE = 0.3;

    private final DMatrixRMaj x;
    private final DMatrixRMaj y;
    private final Output output;
    private final double tolerance;
    private final DMatrixRMaj inverse;

    /** What stands behind the layer. */
    enum Output {
        /** A ReLU: where Y is 0, anything that is not positive will do. */
        RECTIFIED,
        LINEAR
    }

    /**
     * Where the method stopped.
     *
     * @param weights U
     * @param converged whether both residuals are within the tolerance
     */
    record Solution(DMatrixRMaj weights, int iterations, boolean converged) {}

    /**
     * @param inputs (examples, inputs), the last column ones
     * @param outputs (examples, units)
     */
    TrimProblem(DMatrixRMaj inputs, DMatrixRMaj outputs, Output output, double gain) {
        this.output = output;
        DMatrixRMaj gram = new DMatrixRMaj(inputs.numCols, inputs.numCols);
        ActivationRows.transposedTimes(inputs, inputs, gram);
        double scale = SCALE * Math.sqrt(CommonOps_DDRM.elementMaxAbs(gram));
        x = scaled(inputs, scale);
        y = scaled(outputs, scale);
        tolerance = gain * NormOps_DDRM.normF(y);
        inverse = inverse(gram, scale);
    }

    private static DMatrixRMaj scaled(DMatrixRMaj matrix, double scale) {
        DMatrixRMaj scaled = matrix.copy();
        CommonOps_DDRM.divide(scaled, scale);
        return scaled;
    }

    /** Of X'X + I: positive definite whatever X is. */
    private static DMatrixRMaj inverse(DMatrixRMaj gram, double scale) {
        DMatrixRMaj c = gram.copy();
        CommonOps_DDRM.divide(c, scale * scale);
        for (int i = 0; i < c.numRows; i++) {
            c.add(i, i, 1);
        }
        DMatrixRMaj inverse = new DMatrixRMaj(c.numRows, c.numCols);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(c.numRows);
        if (!solver.setA(c)) {
            throw new IllegalStateException("Cannot factor the activations: they are not finite");
        }
        solver.invert(inverse);
        return inverse;
    }

    /**
     * U of (inputs, units); entries that do not matter are exactly 0.
     *
     * @param iterations at most
     * @param tolerance relative size of both residuals at which the solver stops
     */
    Solution solve(int iterations, double tolerance) {
        DMatrixRMaj near = new DMatrixRMaj(y.numRows, y.numCols);
        DMatrixRMaj nearDual = near.copy();
        DMatrixRMaj product = near.copy();
        DMatrixRMaj sparse = new DMatrixRMaj(x.numCols, y.numCols);
        DMatrixRMaj sparseDual = sparse.copy();
        DMatrixRMaj tie = sparse.copy();
        DMatrixRMaj right = sparse.copy();
        DMatrixRMaj productBefore = near.copy();
        DMatrixRMaj tieBefore = sparse.copy();
        boolean converged = false;
        int done = 0;
        for (; done < iterations && !converged; done++) {
            productBefore.setTo(product);
            tieBefore.setTo(tie);
            project(product, nearDual, near);
            shrink(tie, sparseDual, sparse);
            CommonOps_DDRM.add(near, nearDual, product);
            ActivationRows.transposedTimes(x, product, right);
            CommonOps_DDRM.addEquals(right, sparse);
            CommonOps_DDRM.addEquals(right, sparseDual);
            CommonOps_DDRM.mult(inverse, right, tie);
            ActivationRows.times(x, tie, product);
            raise(nearDual, near, product);
            raise(sparseDual, sparse, tie);
            converged = TrimResiduals.of(near, product, productBefore, nearDual)
                    .and(TrimResiduals.of(sparse, tie, tieBefore, sparseDual))
                    .within(tolerance);
        }
        return new Solution(sparse, done, converged);
    }

    /** What is nearest to {@code product - dual} among the outputs that will do. */
    private void project(DMatrixRMaj product, DMatrixRMaj dual, DMatrixRMaj near) {
        double squares = 0;
        for (int i = 0; i < near.data.length; i++) {
            near.data[i] = product.data[i] - dual.data[i];
            double miss = isBound(i) ? near.data[i] - y.data[i] : 0;
            squares += miss * miss;
        }
        double distance = Math.sqrt(squares);
        double pull = distance > tolerance ? tolerance / distance : 1;
        for (int i = 0; i < near.data.length; i++) {
            near.data[i] = isBound(i) ? y.data[i] + (near.data[i] - y.data[i]) * pull : Math.min(near.data[i], 0);
        }
    }

    private boolean isBound(int i) {
        return output == Output.LINEAR || y.data[i] > POSITIVE;
    }

    private static void shrink(DMatrixRMaj tie, DMatrixRMaj dual, DMatrixRMaj sparse) {
        for (int i = 0; i < sparse.data.length; i++) {
            double value = tie.data[i] - dual.data[i];
            sparse.data[i] = Math.abs(value) <= 1 / RHO ? 0 : value - Math.signum(value) / RHO;
        }
    }

    private static void raise(DMatrixRMaj dual, DMatrixRMaj one, DMatrixRMaj other) {
        for (int i = 0; i < dual.data.length; i++) {
            dual.data[i] += one.data[i] - other.data[i];
        }
    }
}
