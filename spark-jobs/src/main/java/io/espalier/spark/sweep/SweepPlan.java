package io.espalier.spark.sweep;

import io.espalier.config.ConfigException;
import io.espalier.config.Point;
import io.espalier.config.SweepConfig;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.engine.Torch;
import io.espalier.plan.CostModel;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.plan.SweepTree;
import io.espalier.schema.InvalidValueException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep before it runs.
 *
 * @param data what every data description of the config loads
 * @param engine name and version of what computes
 */
public record SweepPlan(
        SweepConfig config, Map<DataSpec, Splits> data, Planner planner, List<PlannedTrial> trials, String engine) {
    /**
     * Loads the data and lists the trials.
     *
     * @throws IOException if data cannot be read
     * @throws ConfigException if a recipe asks for what its network or data cannot give
     */
    public static SweepPlan of(SweepConfig config) throws IOException {
        Map<DataSpec, Splits> data = new LinkedHashMap<>();
        for (Point point : config.points()) {
            if (!data.containsKey(point.data())) {
                data.put(point.data(), point.data().load());
            }
        }
        Planner planner = new Planner(data, config.controls());
        try {
            return new SweepPlan(config, data, planner, planner.plan(config.points(), config.seeds()), Torch.version());
        } catch (InvalidValueException e) {
            throw new ConfigException(config.name(), List.of(e.getMessage()));
        }
    }

    /** A trial as a chain of actions. */
    public SweepTree.Chain chain(PlannedTrial trial) {
        return planner.chain(trial.trial(), engine);
    }

    /** Expected seconds of actions. */
    public CostModel costs() {
        DataSpec spec = config.points().get(0).data();
        return new CostModel(
                family -> planner.network(spec, family),
                data.values().iterator().next().validation().size());
    }
}
