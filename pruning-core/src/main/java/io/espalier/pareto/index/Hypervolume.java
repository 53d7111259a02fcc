package io.espalier.pareto.index;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact volume of what a set of points dominates, up to a reference point (Zitzler and Thiele 1998). Points that are
 * not better than the reference in every objective add nothing.
 *
 * <p>Two objectives: a {@link Staircase}. Three: a sweep along the third over a growing staircase (Fonseca, Paquete and
 * López-Ibáñez 2006), O(n log n). More: WFG (While, Bradstreet and Barone 2012), which sums over the points what each
 * covers and those after it do not, one objective less at a time; exponential in the number of objectives at worst.
 */
public final class Hypervolume {
    private final Points points;
    private final double[] reference;
    private final int[] inside;

    private Hypervolume(Points points, double[] reference) {
        check(
                reference.length == points.dimensions(),
                "reference",
                Arrays.toString(reference),
                "have one value per objective");
        this.points = points;
        this.reference = reference;
        this.inside = Arrays.stream(points.finite()).filter(this::isInside).toArray();
    }

    /** @param reference oriented as the points are: less is better */
    public static double of(Points points, double... reference) {
        return new Hypervolume(points, reference).total();
    }

    /** Per point, the volume that it covers and no other point does: 0 if it is dominated or has an equal. */
    public static double[] exclusive(Points points, double... reference) {
        return new Hypervolume(points, reference).exclusive();
    }

    private double total() {
        return covered(Arrays.stream(inside).mapToObj(points::row).toList(), reference.length);
    }

    private double[] exclusive() {
        double[] volumes = new double[points.size()];
        for (int point : inside) {
            List<double[]> others = Arrays.stream(inside)
                    .filter(other -> other != point)
                    .mapToObj(points::row)
                    .toList();
            volumes[point] = Math.max(0, uncovered(points.row(point), others, reference.length));
        }
        return volumes;
    }

    private boolean isInside(int point) {
        return IntStream.range(0, reference.length).allMatch(i -> points.at(point, i) < reference[i]);
    }

    /** The volume that the corners cover in the first {@code dimensions} coordinates. */
    private double covered(List<double[]> corners, int dimensions) {
        return switch (dimensions) {
            case 1 ->
                corners.stream().mapToDouble(corner -> box(corner, 1)).max().orElse(0);
            case 2 -> area(corners);
            case 3 -> sweep(corners);
            default -> slices(corners, dimensions);
        };
    }

    private double area(List<double[]> corners) {
        Staircase stairs = new Staircase(reference[0], reference[1]);
        return corners.stream()
                .mapToDouble(corner -> stairs.add(corner[0], corner[1]))
                .sum();
    }

    private double sweep(List<double[]> corners) {
        Staircase stairs = new Staircase(reference[0], reference[1]);
        double volume = 0;
        for (double[] corner : sorted(corners, Comparator.comparingDouble(corner -> corner[2]))) {
            volume += stairs.add(corner[0], corner[1]) * (reference[2] - corner[2]);
        }
        return volume;
    }

    /** Worst last coordinate first, so that all that limits a corner does so over the whole of its last coordinate. */
    private double slices(List<double[]> corners, int dimensions) {
        int last = dimensions - 1;
        List<double[]> order = sorted(
                corners,
                Comparator.<double[]>comparingDouble(corner -> corner[last]).reversed());
        double volume = 0;
        for (int i = 0; i < order.size(); i++) {
            double[] corner = order.get(i);
            List<double[]> later = order.subList(i + 1, order.size());
            volume += (reference[last] - corner[last]) * uncovered(corner, later, last);
        }
        return volume;
    }

    /** The part of a corner's box that the others leave. */
    private double uncovered(double[] corner, List<double[]> others, int dimensions) {
        List<double[]> limited =
                others.stream().map(other -> worse(corner, other, dimensions)).toList();
        return box(corner, dimensions) - covered(front(limited, dimensions), dimensions);
    }

    private double box(double[] corner, int dimensions) {
        double volume = 1;
        for (int i = 0; i < dimensions; i++) {
            volume *= reference[i] - corner[i];
        }
        return volume;
    }

    private static double[] worse(double[] a, double[] b, int dimensions) {
        double[] worse = new double[dimensions];
        Arrays.setAll(worse, i -> Math.max(a[i], b[i]));
        return worse;
    }

    /** Dominated corners change nothing; past three dimensions it pays to drop them. */
    private static List<double[]> front(List<double[]> corners, int dimensions) {
        if (dimensions <= 3) {
            return corners;
        }
        int[] members = ParetoFront.of(Points.minimizing(dimensions, corners.toArray(double[][]::new)));
        return Arrays.stream(members).mapToObj(corners::get).toList();
    }

    private static List<double[]> sorted(List<double[]> corners, Comparator<double[]> order) {
        return corners.stream().sorted(order).toList();
    }
}
