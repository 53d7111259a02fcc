package io.espalier.pareto;

import io.espalier.metric.Direction;
import io.espalier.pareto.index.Points;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Sets of points on a small grid, so that equal coordinates and equal points are common. */
public class PointSets extends DomainContextBase {
    /** A set of points with its objectives. */
    public record PointSet(List<Objective> objectives, double[][] rows) {
        public Points points() {
            return ObjectivePoints.of(objectives, rows);
        }

        /** By the definition, in the units of the columns. */
        public boolean dominates(double[] a, double[] b) {
            boolean better = false;
            for (int i = 0; i < objectives.size(); i++) {
                boolean minimize = objectives.get(i).direction() == Direction.MINIMIZE;
                double gain = minimize ? b[i] - a[i] : a[i] - b[i];
                if (gain < 0) {
                    return false;
                }
                better = better || gain > 0;
            }
            return better;
        }
    }

    @Provide
    Arbitrary<PointSet> pointSets() {
        return Arbitraries.integers().between(1, 5).flatMap(dimensions -> Arbitraries.of(Direction.class)
                .map(direction -> new Objective("column", direction))
                .list()
                .ofSize(dimensions)
                .flatMap(objectives -> rows(dimensions).map(rows -> new PointSet(objectives, rows))));
    }

    private static Arbitrary<double[][]> rows(int dimensions) {
        return Arbitraries.integers()
                .between(-4, 4)
                .map(i -> i / 4.0)
                .list()
                .ofSize(dimensions)
                .map(row -> row.stream().mapToDouble(x -> x).toArray())
                .array(double[][].class)
                .ofMaxSize(150);
    }
}
