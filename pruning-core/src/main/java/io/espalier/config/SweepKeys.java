package io.espalier.config;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Default;
import io.espalier.data.DataSpec;
import io.espalier.metric.Metric;
import io.espalier.network.NetworkFamily;
import io.espalier.paper.Paper;
import io.espalier.recipe.Step;
import io.espalier.sweep.Control;
import io.espalier.sweep.Limits;
import io.espalier.task.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep file may say. In {@code data}, {@code network} and {@code recipe} a value may be {@code $name}, an axis of
 * the grid.
 *
 * @param name of the sweep, and of the folder that the results go to: up to 64 lower-case letters, digits and hyphens
 * @param task what the network is trained for: its loss, its scores, and the score by which weights are chosen
 * @param data what is learned from, and how it is split and scaled
 * @param network what is trained and pruned
 * @param seeds of the initial weights, the order of examples and every other draw: each is a trial of every point
 * @param recipe steps that a network goes through, in their order
 * @param grid values of each axis, by its name; every combination is a point
 * @param baselines classifiers of MLlib beside the candidates; a list where one value is due stands for a baseline with each
 *     of its values
 * @param controls siblings of every candidate that prunes; all of them where null
 * @param objectives columns of the table of trials that a front is drawn over, each with its direction; none of the test part
 * @param metrics that measure every trial besides, no two of a name
 * @param limits of each trial; none where null
 * @param paper what the results are held against; nothing where null
 */
public record SweepKeys(
        String name,
        @Default("classification") Task task,
        DataSpec data,
        NetworkFamily network,
        List<Long> seeds,
        List<Step> recipe,
        @Nullable Map<String, Axis> grid,
        @Nullable List<Baseline> baselines,
        @Nullable List<Control> controls,
        Map<String, Goal> objectives,
        @Nullable List<Metric> metrics,
        @Nullable Limits limits,
        @Nullable Paper paper) {}
