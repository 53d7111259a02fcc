package io.espalier.spark.sweep;

import io.espalier.binding.ConfigException;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.metric.Direction;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep before it runs.
 *
 * @param data what each data description of the config loads, in their order
 * @param planner that planned the trials, for their chains and costs
 */
public record SweepPlan(SweepConfig config, Map<DataSpec, Splits> data, Planner planner, List<PlannedTrial> trials) {
    public SweepPlan {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        trials = List.copyOf(trials);
    }

    /**
     * Loads the data and lists the trials.
     *
     * @throws IOException if data cannot be read
     * @throws ConfigException with all that the recipes ask for and their networks or data cannot give
     */
    public static SweepPlan of(SweepConfig config) throws IOException {
        return of(config, loading(config));
    }

    /** Reads every source, labels as the task of the sweep has them. */
    public static Loading loading(SweepConfig config) {
        return spec -> spec.load(config.task().targets());
    }

    /** The same, with data of another loading. */
    public static SweepPlan of(SweepConfig config, Loading loading) throws IOException {
        return of(config, loading, data -> Map.of());
    }

    /**
     * The same in a folder that may have seen other data under the same descriptions.
     *
     * @param history tells which data have to be told apart by their hash
     */
    public static SweepPlan of(SweepConfig config, Loading loading, History history) throws IOException {
        Map<DataSpec, Splits> data = new LinkedHashMap<>();
        for (Point point : config.points()) {
            if (!data.containsKey(point.data())) {
                data.put(point.data(), loading.load(point.data()));
            }
        }
        Planner planner = new Planner(
                data,
                history.dataHashes(data),
                config.controls(),
                config.metrics(),
                Engine.ofProcess().info().name());
        List<String> problems = planner.problems(config.points());
        if (!problems.isEmpty()) {
            throw new ConfigException(config.name(), problems);
        }
        return new SweepPlan(config, data, planner, planner.plan(config.points(), config.seeds()));
    }

    /** What a user may want to know before it runs: points whose trials will fail, settings that do nothing. */
    public List<String> notes() {
        return planner.notes(config.points());
    }

    /** Makes the parts of a data description. */
    @FunctionalInterface
    public interface Loading {
        Splits load(DataSpec spec) throws IOException;
    }

    /** What a folder knows of data. */
    @FunctionalInterface
    public interface History {
        /** The hashes that have to be part of trials, by description. */
        Map<DataSpec, String> dataHashes(Map<DataSpec, Splits> data) throws IOException;
    }

    /**
     * What the output folder says of itself.
     *
     * @param yaml the text of the config
     */
    public SweepDescription description(String yaml) {
        Map<String, String> objectives = new LinkedHashMap<>();
        config.objectives()
                .forEach(o -> objectives.put(o.column(), o.direction() == Direction.MINIMIZE ? "min" : "max"));
        return SweepDescription.of(config.name(), Build.version(), yaml, objectives);
    }
}
