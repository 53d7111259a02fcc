package io.espalier.pareto.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class HypervolumeTest {
    private static final double REFERENCE = 6;

    /** Up to ten points in one to five dimensions, coordinates 0 to 7, so that some lie beyond the reference. */
    @Provide
    Arbitrary<double[][]> sets() {
        return Arbitraries.integers().between(1, 5).flatMap(dimensions -> Arbitraries.integers()
                .between(0, 7)
                .list()
                .ofSize(dimensions)
                .map(row -> row.stream().mapToDouble(x -> x).toArray())
                .array(double[][].class)
                .ofMinSize(1)
                .ofMaxSize(10));
    }

    @Property
    void equalsInclusionAndExclusionOfBoxes(@ForAll("sets") double[][] rows) {
        assertThat(volume(rows)).isEqualTo(inclusionExclusion(rows));
    }

    @Property
    void growsWithEveryPointOrStays(@ForAll("sets") double[][] rows) {
        assertThat(volume(rows)).isGreaterThanOrEqualTo(volume(without(rows, 0)));
    }

    @Property
    @Tag("slow")
    void givesEachPointWhatTheSetLosesWithoutIt(@ForAll("sets") double[][] rows) {
        double[] exclusive = Hypervolume.exclusive(points(rows), reference(rows));
        for (int i = 0; i < rows.length; i++) {
            assertThat(exclusive[i]).isEqualTo(inclusionExclusion(rows) - inclusionExclusion(without(rows, i)));
        }
    }

    @Test
    void isTheAreaUnderAStaircase() {
        double[][] rows = {{1, 3}, {2, 2}, {3, 1}};
        assertThat(Hypervolume.of(points(rows), 4, 4)).isEqualTo(6);
    }

    @Test
    void agreesBetweenSweepAndSlicesOnLargeFronts() {
        double[][] three = sphere(200, 3);
        double[][] four = Arrays.stream(three).map(row -> Arrays.copyOf(row, 4)).toArray(double[][]::new);
        double swept = Hypervolume.of(points(three), 1, 1, 1);
        assertThat(Hypervolume.of(points(four), 1, 1, 1, 2)).isCloseTo(2 * swept, within(1e-12));
    }

    private static double volume(double[][] rows) {
        return rows.length == 0 ? 0 : Hypervolume.of(points(rows), reference(rows));
    }

    private static Points points(double[][] rows) {
        return Points.minimizing(rows[0].length, rows);
    }

    private static double[] reference(double[][] rows) {
        double[] reference = new double[rows[0].length];
        Arrays.fill(reference, REFERENCE);
        return reference;
    }

    private static double[][] without(double[][] rows, int index) {
        return IntStream.range(0, rows.length)
                .filter(i -> i != index)
                .mapToObj(i -> rows[i])
                .toArray(double[][]::new);
    }

    /** Sum over non-empty subsets of plus or minus the volume that all boxes of the subset share. */
    private static double inclusionExclusion(double[][] rows) {
        double volume = 0;
        for (int subset = 1; subset < 1 << rows.length; subset++) {
            int chosen = subset;
            double shared = IntStream.range(0, rows[0].length)
                    .mapToDouble(i -> IntStream.range(0, rows.length)
                            .filter(row -> (chosen >> row & 1) == 1)
                            .mapToDouble(row -> Math.max(0, REFERENCE - rows[row][i]))
                            .min()
                            .orElseThrow())
                    .reduce(1, (a, b) -> a * b);
            volume += Integer.bitCount(subset) % 2 == 1 ? shared : -shared;
        }
        return volume;
    }

    private static double[][] sphere(int size, int dimensions) {
        RandomKey key = RandomKey.of(3);
        double[][] rows = new double[size][dimensions];
        for (int i = 0; i < size; i++) {
            double[] row = rows[i];
            int first = i * dimensions;
            Arrays.setAll(row, j -> Math.abs(key.gaussian(first + j)));
            double norm = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
            Arrays.setAll(row, j -> 1 - row[j] / norm);
        }
        return rows;
    }
}
