package io.espalier.spark.sweep;

import io.espalier.binding.ConfigException;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.metric.Direction;
import io.espalier.plan.Plan;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.plan.TrialChains;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep before it runs.
 *
 * @param chains on the data that the config describes
 * @param plan what it does
 * @param notes what a user may want to know before: points whose trials will fail, settings that do nothing
 */
public record SweepPlan(SweepConfig config, TrialChains chains, Plan plan, List<String> notes) {
    public SweepPlan {
        notes = List.copyOf(notes);
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
        TrialChains chains = new TrialChains(data, Engine.ofProcess().info().name());
        Planner planner = new Planner(chains, history.dataHashes(data), config.controls(), config.metrics());
        List<String> problems = planner.problems(config.points());
        if (!problems.isEmpty()) {
            throw new ConfigException(config.name(), problems);
        }
        return new SweepPlan(
                config, chains, planner.plan(config.points(), config.seeds()), planner.notes(config.points()));
    }

    /** What each data description of the config loads, in their order. */
    public Map<DataSpec, Splits> data() {
        return chains.data();
    }

    public List<PlannedTrial> trials() {
        return plan.trials();
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
