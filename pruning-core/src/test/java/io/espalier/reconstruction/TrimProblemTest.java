package io.espalier.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.RandomKey;
import io.espalier.reconstruction.TrimProblem.Output;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrimProblemTest {
    /** 200 examples, 20 inputs and a one; each of 4 units reads three inputs. */
    @ParameterizedTest
    @EnumSource(Output.class)
    void findsTheFewWeightsThatMadeTheOutput(Output output) {
        RandomKey key = RandomKey.of(1);
        float[] given = new float[200 * 20];
        for (int i = 0; i < given.length; i++) {
            given[i] = (float) key.gaussian(i);
        }
        DMatrixRMaj inputs = ActivationRows.withOnes(given, 200);
        DMatrixRMaj truth = new DMatrixRMaj(21, 4);
        for (int unit = 0; unit < 4; unit++) {
            for (int i = 0; i < 3; i++) {
                truth.set(key.with("at").index(4 * i + unit, 20), unit, 1 + i);
            }
        }
        DMatrixRMaj outputs = outputs(inputs, truth, output);
        DMatrixRMaj solved = new TrimProblem(inputs, outputs, output, 0.01).solve(2000);

        DMatrixRMaj miss = outputs(inputs, solved, output);
        CommonOps_DDRM.subtractEquals(miss, outputs);
        assertThat(NormOps_DDRM.normF(miss) / NormOps_DDRM.normF(outputs)).isLessThan(0.015);
        assertThat(nonzeros(solved)).isEqualTo(nonzeros(truth));
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
