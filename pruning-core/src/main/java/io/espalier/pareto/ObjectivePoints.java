package io.espalier.pareto;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.metric.Direction;
import io.espalier.pareto.index.Points;
import java.util.List;

/** Makes points of values: takes them point by point, in the order and the units of the objectives. */
public final class ObjectivePoints {
    private final List<Objective> objectives;
    private final double[] values;
    private int next;

    /** @param points how many there are */
    public ObjectivePoints(List<Objective> objectives, int points) {
        check(!objectives.isEmpty(), "objectives", "none", "be at least one");
        this.objectives = List.copyOf(objectives);
        this.values = new double[Math.multiplyExact(points, objectives.size())];
    }

    /** @param rows one array per point */
    public static Points of(List<Objective> objectives, double[][] rows) {
        ObjectivePoints points = new ObjectivePoints(objectives, rows.length);
        for (double[] row : rows) {
            check(row.length == objectives.size(), "point", row.length + " values", "have one per objective");
            for (double value : row) {
                points.add(value);
            }
        }
        return points.build();
    }

    public void add(double value) {
        Direction direction = objectives.get(next % objectives.size()).direction();
        values[next++] = direction.orient(value);
    }

    /** @throws io.espalier.binding.InvalidValueException if coordinates are missing */
    public Points build() {
        check(next == values.length, "coordinates", next, "be " + values.length);
        return Points.of(objectives.size(), values);
    }
}
