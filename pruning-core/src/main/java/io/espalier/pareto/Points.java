package io.espalier.pareto;

import static io.espalier.schema.InvalidValueException.check;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points in the space of the objectives, held so that less is better in every coordinate. Points are named by their
 * index. A point with a coordinate that is not finite takes part in nothing.
 *
 * <p>Point {@code a} <em>dominates</em> point {@code b} if it is no worse in every objective and better in one; equal
 * points do not dominate each other.
 */
public final class Points {
    private final double[] values;
    private final int dimensions;

    private Points(double[] values, int dimensions) {
        this.values = values;
        this.dimensions = dimensions;
    }

    /** @param rows one array per point, in the order and the units of {@code objectives} */
    public static Points of(List<Objective> objectives, double[][] rows) {
        return of(objectives.stream().map(Objective::direction).toArray(Direction[]::new), rows);
    }

    /** @param columns one array per objective, in their order and units, all of the same length */
    public static Points ofColumns(List<Objective> objectives, double[][] columns) {
        int dimensions = objectives.size();
        check(dimensions > 0, "objectives", "none", "be at least one");
        check(columns.length == dimensions, "columns", columns.length, "be one per objective");
        double[] values = new double[Math.multiplyExact(columns[0].length, dimensions)];
        for (int i = 0; i < dimensions; i++) {
            Direction direction = objectives.get(i).direction();
            check(columns[i].length == columns[0].length, "column", columns[i].length + " values", "be as long");
            for (int row = 0; row < columns[i].length; row++) {
                values[row * dimensions + i] = direction.orient(columns[i][row]);
            }
        }
        return new Points(values, dimensions);
    }

    /** Points whose every coordinate is to be minimised. */
    public static Points minimizing(int dimensions, double[][] rows) {
        return of(
                IntStream.range(0, dimensions).mapToObj(i -> Direction.MINIMIZE).toArray(Direction[]::new), rows);
    }

    private static Points of(Direction[] directions, double[][] rows) {
        int dimensions = directions.length;
        check(dimensions > 0, "objectives", "none", "be at least one");
        double[] values = new double[Math.multiplyExact(rows.length, dimensions)];
        for (int row = 0; row < rows.length; row++) {
            check(rows[row].length == dimensions, "point", rows[row].length + " values", "have one per objective");
            for (int i = 0; i < dimensions; i++) {
                values[row * dimensions + i] = directions[i].orient(rows[row][i]);
            }
        }
        return new Points(values, dimensions);
    }

    public int size() {
        return values.length / dimensions;
    }

    public int dimensions() {
        return dimensions;
    }

    /** A coordinate; less is better. */
    public double at(int point, int dimension) {
        return values[point * dimensions + dimension];
    }

    public boolean dominates(int a, int b) {
        boolean better = false;
        for (int i = 0; i < dimensions; i++) {
            double difference = at(a, i) - at(b, i);
            if (difference > 0) {
                return false;
            }
            better |= difference < 0;
        }
        return better;
    }

    /** The named points, in that order. */
    Points select(int[] members) {
        double[] selected = IntStream.of(members)
                .mapToObj(this::row)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new Points(selected, dimensions);
    }

    /** Scaled linearly so that each coordinate runs from 0 to 1; one that does not vary is 0. */
    Points unit() {
        double[] unit = values.clone();
        for (int i = 0; i < dimensions; i++) {
            DoubleSummaryStatistics extent = extent(i);
            double range = extent.getMax() - extent.getMin();
            for (int at = i; at < unit.length; at += dimensions) {
                unit[at] = (values[at] - extent.getMin()) / (range > 0 ? range : 1);
            }
        }
        return new Points(unit, dimensions);
    }

    /** The least and the greatest value of a coordinate. */
    DoubleSummaryStatistics extent(int dimension) {
        return IntStream.of(finite()).mapToDouble(point -> at(point, dimension)).summaryStatistics();
    }

    /** Indices of the points that take part, ascending. */
    int[] finite() {
        return IntStream.range(0, size()).filter(this::isFinite).toArray();
    }

    /** The same, by first coordinate, then by second and so on: no point comes before one that dominates it. */
    int[] lexicographic() {
        return IndexSort.sort(finite(), this::compare);
    }

    boolean areEqual(int a, int b) {
        return IntStream.range(0, dimensions).allMatch(i -> at(a, i) == at(b, i));
    }

    double[] row(int point) {
        return Arrays.copyOfRange(values, point * dimensions, (point + 1) * dimensions);
    }

    /** Whether a point takes part. */
    public boolean isFinite(int point) {
        for (int i = 0; i < dimensions; i++) {
            if (!Double.isFinite(at(point, i))) {
                return false;
            }
        }
        return true;
    }

    private int compare(int a, int b) {
        for (int i = 0; i < dimensions; i++) {
            double difference = at(a, i) - at(b, i);
            if (difference != 0) {
                return difference < 0 ? -1 : 1;
            }
        }
        return Integer.compare(a, b);
    }
}
