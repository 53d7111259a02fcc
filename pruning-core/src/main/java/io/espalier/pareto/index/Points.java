package io.espalier.pareto.index;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/**
 * Points in a space where less is better in every coordinate. Points are named by their
 * index. A point with a coordinate that is not finite takes part in nothing.
 *
 * <p>Point {@code a} <em>dominates</em> point {@code b} if it is no worse in every objective and better in one; equal
 * points do not dominate each other.
 */
public final class Points {
    private final double[] values;
    private final int dimensions;
    private final int[] finite;

    private Points(double[] values, int dimensions) {
        this.values = values;
        this.dimensions = dimensions;
        this.finite = IntStream.range(0, size()).filter(this::isFinite).toArray();
    }

    /** @param values point by point, less is better */
    public static Points of(int dimensions, double[] values) {
        check(dimensions > 0, "dimensions", dimensions, "be at least 1");
        check(values.length % dimensions == 0, "coordinates", values.length, "be a multiple of " + dimensions);
        return new Points(Arrays.stream(values).map(x -> x + 0.0).toArray(), dimensions); // no -0
    }

    /** @param rows one array per point, less is better */
    public static Points minimizing(int dimensions, double[][] rows) {
        for (double[] row : rows) {
            check(row.length == dimensions, "point", row.length + " values", "have " + dimensions);
        }
        return of(
                dimensions, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
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
    public Points select(int[] members) {
        double[] selected = IntStream.of(members)
                .mapToObj(this::row)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new Points(selected, dimensions);
    }

    /** Scaled linearly so that each coordinate runs from 0 to 1; one that does not vary is 0. */
    public Points unit() {
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
    public DoubleSummaryStatistics extent(int dimension) {
        return IntStream.of(finite).mapToDouble(point -> at(point, dimension)).summaryStatistics();
    }

    /** How many points take no part. */
    public int leftOut() {
        return size() - finite.length;
    }

    /** Indices of the points that take part, ascending. */
    public int[] finite() {
        return finite.clone();
    }

    /** The same, by first coordinate, then by second and so on: no point comes before one that dominates it. */
    public int[] lexicographic() {
        return IndexSort.sort(finite, this::compare);
    }

    boolean areEqual(int a, int b) {
        return IntStream.range(0, dimensions).allMatch(i -> at(a, i) == at(b, i));
    }

    public double[] row(int point) {
        return Arrays.copyOfRange(values, point * dimensions, (point + 1) * dimensions);
    }

    private boolean isFinite(int point) {
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
