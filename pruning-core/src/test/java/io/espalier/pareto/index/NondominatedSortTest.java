package io.espalier.pareto.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.PointSets;
import io.espalier.pareto.PointSets.PointSet;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(PointSets.class)
class NondominatedSortTest {
    @Property
    void peelsFrontAfterFront(@ForAll PointSet set) {
        List<List<Integer>> expected = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>();
        for (int i = 0; i < set.rows().length; i++) {
            left.add(i);
        }
        while (!left.isEmpty()) {
            List<Integer> rank = left.stream()
                    .filter(i -> left.stream().noneMatch(j -> set.dominates(set.rows()[j], set.rows()[i])))
                    .toList();
            expected.add(rank);
            rank.forEach(left::remove);
        }
        List<int[]> ranks = NondominatedSort.of(set.points());
        assertThat(ranks).hasSameSizeAs(expected);
        for (int i = 0; i < ranks.size(); i++) {
            assertThat(ranks.get(i)).containsExactly(expected.get(i).toArray(Integer[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void peelsFrontAfterFrontOfThousandsOfPoints(int dimensions) {
        RandomKey key = RandomKey.of(3).with(dimensions);
        double[][] rows = new double[3_000][dimensions];
        for (int i = 0; i < rows.length * dimensions; i++) {
            rows[i / dimensions][i % dimensions] = Math.floor(50 * key.gaussian(i));
        }
        Points points = Points.minimizing(dimensions, rows);
        int[] left = IntStream.range(0, rows.length).toArray();
        for (int[] rank : NondominatedSort.of(points)) {
            int[] members = left;
            int[] front = Arrays.stream(ParetoFront.of(points.select(members)))
                    .map(i -> members[i])
                    .toArray();
            assertThat(rank).containsExactly(front);
            left = Arrays.stream(members)
                    .filter(i -> Arrays.binarySearch(front, i) < 0)
                    .toArray();
        }
        assertThat(left).isEmpty();
    }

    @Test
    void givesPointsThatAreNotFiniteNoRank() {
        double[][] rows = {{1, 1}, {Double.NaN, 0}, {2, 2}, {0, Double.POSITIVE_INFINITY}, {1, 1}};
        assertThat(NondominatedSort.numbers(Points.minimizing(2, rows))).containsExactly(1, 0, 2, 0, 1);
    }
}
