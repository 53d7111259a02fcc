package io.espalier.spark.ledger;

import io.espalier.binding.Binder;
import io.espalier.binding.ConfigException;
import io.espalier.binding.InvalidValueException;
import io.espalier.metric.Metric;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.run.store.StepStore;
import io.espalier.spark.ledger.Verification.Check;
import io.espalier.spark.table.SweepTables;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what metrics found of trials with the measurements in the store that it was entered from. What the store has no
 * measurement of is counted, and is no problem.
 */
final class StoredMetrics {
    private final StepStore stepStore;
    private final Binder binder = Binder.ofContext();
    private final Map<String, PlanRow> plan = new HashMap<>();
    private final List<String> differing = new ArrayList<>();
    private int same;
    private int unknown;

    StoredMetrics(StepStore stepStore) {
        this.stepStore = stepStore;
    }

    /** For a sweep whose plan can be read. */
    static StoredMetrics of(StepStore stepStore, SweepTables tables) throws IOException {
        StoredMetrics metrics = new StoredMetrics(stepStore);
        metrics.plan(tables.plan().rows());
        return metrics;
    }

    /** Learns what trials are. */
    void plan(List<PlanRow> rows) {
        rows.forEach(row -> plan.put(row.trialId(), row));
    }

    /** The steps whose measurements differ from these rows. */
    Set<StepKey> compare(List<MetricRow> rows) throws IOException {
        Map<String, List<MetricRow>> byName =
                rows.stream().collect(Collectors.groupingBy(MetricRow::name, LinkedHashMap::new, Collectors.toList()));
        Set<StepKey> keys = new LinkedHashSet<>();
        for (List<MetricRow> metric : byName.values()) {
            Optional<StepKey> key = key(metric.get(0));
            if (key.isPresent() && differs(metric, key.get())) {
                keys.add(key.get());
            }
        }
        return keys;
    }

    /** Of the measurement; unknown where the plan lacks the trial, or the recipe or the metric is of somebody's own. */
    private Optional<StepKey> key(MetricRow row) {
        PlanRow trial = plan.get(row.trialId());
        if (trial == null) {
            return Optional.empty();
        }
        try {
            Trial recipe = binder.parse(trial.recipe(), Trial.class);
            Action.Assess assess = Action.Assess.of(binder.parse(row.settings(), Metric.class), recipe.steps());
            return Optional.of(new StepKey(trial.stepKey()).then(assess));
        } catch (ConfigException | InvalidValueException e) {
            unknown++;
            return Optional.empty();
        }
    }

    private boolean differs(List<MetricRow> rows, StepKey key) throws IOException {
        Optional<Measurement> stored = stepStore.measurement(key);
        if (stored.isEmpty()) {
            unknown++;
            return false;
        }
        List<MetricRow.Found> found =
                rows.stream().map(MetricRow::found).filter(Objects::nonNull).toList();
        if (results(found).equals(results(stored.get().metrics()))
                && rows.get(0).outcome().equals(stored.get().outcome())) {
            same++;
            return false;
        }
        differing.add("Metric " + rows.get(0).metric() + " of trial "
                + rows.get(0).trialId() + " differs from the stored measurement " + key.value() + " says");
        return true;
    }

    /** Without times, which are other ones each time, and in no order. */
    private static Set<MetricRow.Found> results(List<MetricRow.Found> found) {
        return found.stream().map(MetricRow.Found::result).collect(Collectors.toSet());
    }

    Check check() {
        String more = unknown == 0 ? "" : ", " + unknown + " not in the store";
        return new Check(same + " metrics of trials match the stored measurements" + more, differing);
    }
}
