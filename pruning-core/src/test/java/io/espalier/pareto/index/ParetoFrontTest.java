package io.espalier.pareto.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.ObjectivePoints;
import io.espalier.pareto.PointSets;
import io.espalier.pareto.PointSets.PointSet;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(PointSets.class)
@Domain(DomainContext.Global.class)
class ParetoFrontTest {
    @Property
    void holdsExactlyThePointsThatNothingDominates(@ForAll PointSet set) {
        double[][] rows = set.rows();
        int[] expected = IntStream.range(0, rows.length)
                .filter(i -> Arrays.stream(rows).noneMatch(row -> set.dominates(row, rows[i])))
                .toArray();
        assertThat(ParetoFront.of(set.points())).containsExactly(expected);
    }

    @Property
    void doesNotDependOnTheOrderOfThePoints(@ForAll PointSet set, @ForAll long seed) {
        int[] order = RandomKey.of(seed).permutation(set.rows().length);
        double[][] shuffled = IntStream.of(order).mapToObj(i -> set.rows()[i]).toArray(double[][]::new);
        int[] front = Arrays.stream(ParetoFront.of(ObjectivePoints.of(set.objectives(), shuffled)))
                .map(i -> order[i])
                .sorted()
                .toArray();
        assertThat(front).containsExactly(ParetoFront.of(set.points()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void keepsEveryPointOfASurfaceOnWhichNoneDominates(int dimensions) {
        double[][] sphere = gaussians(5_000, dimensions);
        for (double[] point : sphere) {
            double norm = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
            Arrays.setAll(point, i -> -Math.abs(point[i]) / norm);
        }
        assertThat(ParetoFront.of(Points.minimizing(dimensions, sphere))).hasSize(sphere.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void agreesWithPairwiseComparisonOnThousandsOfPoints(int dimensions) {
        Points points = Points.minimizing(dimensions, gaussians(12_000, dimensions));
        int[] expected = IntStream.range(0, points.size())
                .filter(i -> IntStream.range(0, points.size()).noneMatch(j -> points.dominates(j, i)))
                .toArray();
        assertThat(ParetoFront.of(points)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void leavesOutPointsThatAreNotFinite(int dimensions) {
        double[][] rows = new double[4][dimensions];
        rows[0][0] = Double.NaN;
        rows[1][dimensions - 1] = Double.NEGATIVE_INFINITY;
        rows[3][0] = 1;
        assertThat(ParetoFront.of(Points.minimizing(dimensions, rows))).containsExactly(2);
    }

    @Test
    void keepsAllOfManyEqualPoints() {
        assertThat(ParetoFront.of(Points.minimizing(3, new double[1_000][3]))).hasSize(1_000);
    }

    @Test
    void treatsBothZerosAsEqual() {
        double[][] rows = {{0.0, 1}, {-0.0, 2}};
        assertThat(ParetoFront.of(Points.minimizing(2, rows))).containsExactly(0);
    }

    private static double[][] gaussians(int size, int dimensions) {
        RandomKey key = RandomKey.of(7).with(dimensions);
        double[][] rows = new double[size][dimensions];
        for (int i = 0; i < size * dimensions; i++) {
            rows[i / dimensions][i % dimensions] = key.gaussian(i);
        }
        return rows;
    }
}
