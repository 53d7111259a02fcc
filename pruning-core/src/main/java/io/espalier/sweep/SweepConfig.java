package io.espalier.sweep;

import io.espalier.metric.Metric;
import io.espalier.paper.Paper;
import io.espalier.pareto.Objective;
import io.espalier.task.Classification;
import io.espalier.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as its YAML file describes it: every point, with every seed, is a trial.
 *
 * @param name safe as the name of a folder
 * @param points in the grid's order, each one once
 * @param metrics that measure every trial, no two of a name; no part of what a trial is, as the next
 * @param limits of each trial
 * @param paper what its results are held against; null where they stand for themselves
 */
public record SweepConfig(
        String name,
        List<Point> points,
        List<Long> seeds,
        List<Control> controls,
        List<Objective> objectives,
        List<Metric> metrics,
        Limits limits,
        @Nullable Paper paper) {

    public SweepConfig {
        points = List.copyOf(points);
        seeds = List.copyOf(seeds);
        controls = List.copyOf(controls);
        objectives = List.copyOf(objectives);
        metrics = List.copyOf(metrics);
    }

    /** What all points learn. */
    public Task task() {
        return points.isEmpty() ? new Classification() : points.get(0).task();
    }
}
