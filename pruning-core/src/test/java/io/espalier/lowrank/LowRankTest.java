package io.espalier.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.junit.jupiter.api.Test;

/** Factors of matrices, by hand and by their laws. */
class LowRankTest {
    private static float[][] random(int rows, int columns, long seed) {
        float[][] matrix = new float[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = (float) RandomKey.of(seed).gaussian(i);
        }
        return matrix;
    }

    private static double squaredDistance(float[][] one, float[][] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one[i].length; j++) {
                sum += Math.pow(one[i][j] - other[i][j], 2);
            }
        }
        return sum;
    }

    /** [[3, 0], [4, 5]] has the singular values sqrt(45) and sqrt(5); its best matrix of rank 1 is 1.5 [[1, 1], [3, 3]]. */
    @Test
    void truncatesByHand() {
        float[][] matrix = {{3, 0}, {4, 5}};
        PrincipalDirections directions = PrincipalDirections.of(matrix);
        float[][] first = directions.project(matrix, 1).product();
        assertThat(first[0]).containsExactly(new float[] {1.5f, 1.5f}, within(1e-5f));
        assertThat(first[1]).containsExactly(new float[] {4.5f, 4.5f}, within(1e-5f));
        assertThat(directions.rank(0.89)).as("45 of 50").isEqualTo(1);
        assertThat(directions.rank(0.91)).isEqualTo(2);
        assertThat(directions.rank(1)).isEqualTo(2);
    }

    /** Eckart and Young 1936: what is lost is the sum of the squared singular values that are left out. */
    @Property(tries = 50)
    void losesTheSmallestSingularValues(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int rank,
            @ForAll @IntRange(min = 9, max = 20) int rows) {
        float[][] matrix = random(rows, 9, seed);
        DMatrixRMaj dense = new DMatrixRMaj(rows, 9);
        for (int i = 0; i < rows * 9; i++) {
            dense.data[i] = matrix[i / 9][i % 9];
        }
        double[] values = SingularOps_DDRM.singularValues(dense);
        double lost = 0;
        for (int k = rank; k < 9; k++) {
            lost += values[k] * values[k];
        }
        Factors factors = PrincipalDirections.of(matrix).project(matrix, rank);
        assertThat(squaredDistance(factors.product(), matrix)).isCloseTo(lost, within(1e-4));
        assertThat(squaredDistance(factors.balanced().product(), factors.product()))
                .isCloseTo(0, within(1e-8));
    }

    @Test
    void pullsBackThroughTheProduct() {
        Factors factors = new Factors(new float[][] {{1}, {2}}, new float[][] {{3, 4}});
        Factors gradient = factors.pullBack(new float[][] {{1, 0}, {0, 1}});
        assertThat(gradient.left()[0]).containsExactly(3);
        assertThat(gradient.left()[1]).containsExactly(4);
        assertThat(gradient.right()[0]).containsExactly(1, 2);
        assertThat(Factors.numbers(300, 784, 10)).isEqualTo(10_840);
    }

    /** Pivot 6 at (1, 1); what is left is 0, since the rows are multiples of (1, 3). */
    @Test
    void crossesByHand() {
        float[][] matrix = {{1, 3}, {2, 6}, {-1, -3}};
        CrossFactors cross = CrossFactors.of(matrix);
        assertThat(cross).isEqualTo(new CrossFactors(List.of(1), List.of(1)));
        float[][] known = {{9, 3}, {2, 6}, {9, -3}};
        assertThat(cross.complete(known)).isDeepEqualTo(matrix);
    }

    @Property(tries = 50)
    void crossesGiveAMatrixOfLowRankBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int rank) {
        float[][] matrix = new Factors(random(12, rank, seed), random(rank, 9, seed + 1)).product();
        CrossFactors cross = CrossFactors.of(matrix);
        assertThat(cross.rank()).isEqualTo(rank);
        assertThat(squaredDistance(cross.complete(matrix), matrix)).isCloseTo(0, within(1e-6));
    }

    @Test
    void nothingCrossesInZeros() {
        assertThat(CrossFactors.of(new float[3][2]).rank()).isZero();
        assertThat(CrossFactors.of(new float[3][2]).complete(new float[3][2])).isDeepEqualTo(new float[3][2]);
        CrossFactors flat = new CrossFactors(List.of(0), List.of(0));
        assertThatThrownBy(() -> flat.complete(new float[2][2]))
                .hasMessage("Cannot decode low-rank: rows and columns do not cross at full rank");
    }
}
