package io.espalier.reconstruction;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** What the units of a layer give for some examples. */
final class UnitActivations {
    private static final double RIDGE = 1e-6;

    private final DMatrixRMaj withOnes;
    private final DMatrixRMaj gram;
    private final int rows;

    /** @param given row-major (examples, units) */
    UnitActivations(float[] given, int rows) {
        this.rows = rows;
        this.withOnes = ActivationRows.withOnes(given, rows);
        this.gram = new DMatrixRMaj(withOnes.numCols, withOnes.numCols);
        ActivationRows.transposedTimes(withOnes, withOnes, gram);
    }

    int count() {
        return withOnes.numCols - 1;
    }

    /** exp(-spread / examples ||v_i - v_j||^2), and {@code jitter} more on the diagonal. */
    DMatrixRMaj kernel(double spread, double jitter) {
        DMatrixRMaj kernel = new DMatrixRMaj(count(), count());
        for (int i = 0; i < count(); i++) {
            for (int j = 0; j <= i; j++) {
                double square = Math.max(0, gram.get(i, i) + gram.get(j, j) - 2 * gram.get(i, j));
                double value = StrictMath.exp(-spread / rows * square);
                kernel.set(i, j, value);
                kernel.set(j, i, value);
            }
            kernel.set(i, i, 1 + jitter);
        }
        return kernel;
    }

    /**
     * Fits each of some units by others and a constant, by least squares with a small ridge: column r holds the factors
     * of {@code by}, the constant last, for unit {@code of[r]}.
     */
    DMatrixRMaj fit(int[] by, int[] of) {
        int[] known = Arrays.copyOf(by, by.length + 1);
        known[by.length] = count();
        DMatrixRMaj normal = picked(known, known);
        for (int i = 0; i < known.length; i++) {
            normal.add(i, i, RIDGE * rows);
        }
        DMatrixRMaj fit = new DMatrixRMaj(known.length, of.length);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(known.length);
        if (!solver.setA(normal)) {
            throw new IllegalStateException("Cannot fit activations: they are not finite");
        }
        solver.solve(picked(known, of), fit);
        return fit;
    }

    private DMatrixRMaj picked(int[] is, int[] js) {
        DMatrixRMaj picked = new DMatrixRMaj(is.length, js.length);
        for (int i = 0; i < is.length; i++) {
            for (int j = 0; j < js.length; j++) {
                picked.set(i, j, gram.get(is[i], js[j]));
            }
        }
        return picked;
    }
}
