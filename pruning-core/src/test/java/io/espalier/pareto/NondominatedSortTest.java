package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.PointSets.PointSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

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
}
