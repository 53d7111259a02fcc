package io.espalier.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.espalier.random.RandomKey;
import io.espalier.reconstruction.TrimProblem.Output;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrimProblemTest {
    private static final DMatrixRMaj INPUTS = inputs();
    private static final DMatrixRMaj TRUTH = truth();

    @ParameterizedTest
    @EnumSource(Output.class)
    void findsTheFewWeightsThatMadeTheOutput(Output output) {
        DMatrixRMaj outputs = outputs(INPUTS, TRUTH, output);
        DMatrixRMaj solved =
                new TrimProblem(INPUTS, outputs, output, 0.01).solve(2000, 0).weights();

        DMatrixRMaj miss = outputs(INPUTS, solved, output);
        CommonOps_DDRM.subtractEquals(miss, outputs);
        assertThat(NormOps_DDRM.normF(miss) / NormOps_DDRM.normF(outputs)).isLessThan(0.015);
        assertThat(nonzeros(solved)).isEqualTo(nonzeros(TRUTH));
    }

    @ParameterizedTest
    @EnumSource(Output.class)
    void stopsWhereMoreIterationsChangeNothing(Output output) {
        TrimProblem problem = new TrimProblem(INPUTS, outputs(INPUTS, TRUTH, output), output, 0.2);
        TrimProblem.Solution solution = problem.solve(100_000, 1e-5);
        assertThat(solution.converged()).isTrue();
        assertThat(solution.iterations()).isBetween(10, 20_000);
        assertThat(CommonOps_DDRM.elementSumAbs(solution.weights()))
                .isCloseTo(CommonOps_DDRM.elementSumAbs(problem.solve(20_000, 0).weights()), withinPercentage(0.1));
    }

    @Test
    void saysThatItHasNotConverged() {
        TrimProblem problem = new TrimProblem(INPUTS, outputs(INPUTS, TRUTH, Output.LINEAR), Output.LINEAR, 0.2);
        TrimProblem.Solution solution = problem.solve(5, 1e-5);
        assertThat(solution.converged()).isFalse();
        assertThat(solution.iterations()).isEqualTo(5);
        assertThat(solution.weights().data).isEqualTo(problem.solve(5, 0).weights().data);
    }

    /**
     * By the dual problem, which knows nothing of the method: no U within e of Y has a smaller sum of magnitudes than
     * (L, Y) - e ||L||, whatever L has no entry of X'L beyond 1.
     */
    @Test
    void leavesNoGapToTheDualProblem() {
        DMatrixRMaj outputs = outputs(INPUTS, TRUTH, Output.LINEAR);
        DMatrixRMaj solved = new TrimProblem(INPUTS, outputs, Output.LINEAR, 0.2)
                .solve(100_000, 1e-6)
                .weights();
        DMatrixRMaj dual = outputs.copy();
        CommonOps_DDRM.subtractEquals(dual, outputs(INPUTS, solved, Output.LINEAR));
        DMatrixRMaj prices = new DMatrixRMaj(21, 4);
        CommonOps_DDRM.multTransA(INPUTS, dual, prices);
        CommonOps_DDRM.divide(dual, CommonOps_DDRM.elementMaxAbs(prices));
        DMatrixRMaj products = CommonOps_DDRM.elementMult(dual, outputs, null);
        double bound =
                CommonOps_DDRM.elementSum(products) - 0.2 * NormOps_DDRM.normF(outputs) * NormOps_DDRM.normF(dual);
        assertThat(CommonOps_DDRM.elementSumAbs(solved)).isCloseTo(bound, withinPercentage(0.1));
    }

    /** 200 examples, 20 inputs and a one. */
    private static DMatrixRMaj inputs() {
        RandomKey key = RandomKey.of(1);
        float[] given = new float[200 * 20];
        for (int i = 0; i < given.length; i++) {
            given[i] = (float) key.gaussian(i);
        }
        return ActivationRows.withOnes(given, 200);
    }

    /** Each of 4 units reads three inputs. */
    private static DMatrixRMaj truth() {
        RandomKey key = RandomKey.of(1).with("at");
        DMatrixRMaj truth = new DMatrixRMaj(21, 4);
        for (int unit = 0; unit < 4; unit++) {
            for (int i = 0; i < 3; i++) {
                truth.set(key.index(4 * i + unit, 20), unit, 1 + i);
            }
        }
        return truth;
    }

    private static DMatrixRMaj outputs(DMatrixRMaj inputs, DMatrixRMaj weights, Output output) {
        DMatrixRMaj outputs = new DMatrixRMaj(inputs.numRows, weights.numCols);
        CommonOps_DDRM.mult(inputs, weights, outputs);
        if (output == Output.RECTIFIED) {
            for (int i = 0; i < outputs.data.length; i++) {
                outputs.data[i] = Math.max(0, outputs.data[i]);
            }
        }
        return outputs;
    }

    private static long nonzeros(DMatrixRMaj matrix) {
        return Arrays.stream(matrix.data).filter(w -> Math.abs(w) > 0.05).count();
    }
}
