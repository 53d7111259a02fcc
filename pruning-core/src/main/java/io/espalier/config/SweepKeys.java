package io.espalier.config;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Default;
import io.espalier.data.DataSpec;
import io.espalier.metric.Metric;
import io.espalier.network.NetworkFamily;
import io.espalier.paper.Paper;
import io.espalier.pretrained.WeightsFile;
import io.espalier.recipe.Step;
import io.espalier.sweep.Control;
import io.espalier.sweep.Limits;
import io.espalier.task.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a sweep file. In {@code data}, {@code network} and {@code recipe} a value may be {@code $name}, an axis of
 * the grid.
 *
 * @param name name of the sweep and of its default output folder: at most 64 lower-case letters, digits and hyphens
 * @param task what the network is trained for: its loss, its scores, and the score by which weights are chosen
 * @param data the data set, and how it is split and scaled
 * @param network the network that is trained and pruned
 * @param weights the file of its initial weights; drawn, or those of the network's own file, if null
 * @param seeds seeds of the initial weights, the order of examples and all other randomness: every point runs once per seed
 * @param recipe the steps applied to the network, in order
 * @param grid values of each axis by its name; every combination is a point
 * @param baselines MLlib classifiers to compare with; a list in place of a single value gives one baseline for each
 *     of its values
 * @param controls controls of every candidate that prunes; all of them if null
 * @param objectives columns of the trials table that span the Pareto front, each with its direction; no test columns
 * @param metrics additional metrics measured for every trial, with distinct names
 * @param limits limits of each trial; none if null
 * @param paper the published figures that results are compared with; none if null
 */
public record SweepKeys(
        String name,
        @Default("classification") Task task,
        DataSpec data,
        NetworkFamily network,
        @Nullable WeightsFile weights,
        List<Long> seeds,
        List<Step> recipe,
        @Nullable Map<String, Axis> grid,
        @Nullable List<Baseline> baselines,
        @Nullable List<Control> controls,
        Map<String, Goal> objectives,
        @Nullable List<Metric> metrics,
        @Nullable Limits limits,
        @Nullable Paper paper) {}
