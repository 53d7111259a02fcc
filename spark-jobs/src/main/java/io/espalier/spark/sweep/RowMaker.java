package io.espalier.spark.sweep;

import io.espalier.binding.Canonical;
import io.espalier.binding.Spelling;
import io.espalier.binding.Variant;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.metric.DataPart;
import io.espalier.metric.Metric;
import io.espalier.metric.Scores;
import io.espalier.plan.PlannedTrial;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.result.CurveRow;
import io.espalier.result.GridRow;
import io.espalier.result.LayerRow;
import io.espalier.result.Measurement;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.result.TrialRow.Choices;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Identity;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.result.TrialRow.Setup;
import io.espalier.run.CurrentProvenance;
import io.espalier.sweep.Trial;
import io.espalier.task.Task;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Joins what was planned with what was measured. */
final class RowMaker {
    private final SweepPlan plan;
    private final Map<Splits, Scores> constants = new ConcurrentHashMap<>();

    RowMaker(SweepPlan plan) {
        this.plan = plan;
    }

    TrialRecord record(PlannedTrial planned, Measurement measurement) {
        String id = planned.id().hex();
        TrialRow row = new TrialRow(
                identity(planned),
                choices(planned.trial()),
                planned.siblings(),
                measurement.outcome(),
                measurement.size(),
                measurement.quality(),
                measurement.effort(),
                measurement.provenance(),
                setup(planned.trial(), measurement));
        return new TrialRecord(
                row,
                measurement.layers().stream().map(l -> new LayerRow(id, l)).toList(),
                measurement.curve().stream().map(p -> new CurveRow(id, p)).toList());
    }

    /**
     * What a metric found of a trial that completed. None where it had neither the time nor the memory, or its trial
     * failed: then it is asked again.
     */
    List<MetricRow> metric(PlannedTrial planned, Metric metric, Measurement measurement) {
        Outcome outcome = measurement.outcome();
        if (outcome.errorCode() == ErrorCode.METRIC) {
            return List.of(row(planned, metric, null, outcome));
        }
        return measurement.metrics().stream()
                .map(found -> row(planned, metric, found, outcome))
                .toList();
    }

    private static MetricRow row(
            PlannedTrial planned, Metric metric, MetricRow.@Nullable Found found, Outcome outcome) {
        return new MetricRow(planned.id().hex(), Variant.nameOf(metric), Canonical.json(metric), found, outcome);
    }

    PlanRow planRow(PlannedTrial planned) {
        Identity i = identity(planned);
        return new PlanRow(
                i.trialId(),
                i.sweep(),
                i.seed(),
                i.control(),
                i.round(),
                i.stepKey(),
                i.axes(),
                i.recipe(),
                planned.trial().place());
    }

    /** What the trial is in the plan's file; {@code grid} is for the table to number. */
    GridRow gridRow(PlannedTrial planned) {
        Identity i = identity(planned);
        return new GridRow(i.trialId(), 0, i.axes(), i.round(), i.control(), planned.siblings());
    }

    private Setup setup(Trial trial, Measurement measurement) {
        Splits data = plan.chains().data(trial.data());
        return new Setup(
                trial.place(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                keepsBest(trial.steps()) ? evaluations(measurement.curve()) : null,
                DataPart.VALIDATION.column(trial.task().choice()),
                constants
                        .computeIfAbsent(data, splits -> constant(trial.task(), splits))
                        .get(trial.task().choice()));
    }

    private static Scores constant(Task task, Splits data) {
        return task.constant(data.train().targets(), data.validation().targets())
                .scores(List.of(task.choice()));
    }

    private static boolean keepsBest(List<Step> steps) {
        Train.Keep kept = Train.Keep.LAST;
        for (Step step : steps) {
            kept = step instanceof Train train ? train.keep() : kept;
        }
        return kept != Train.Keep.LAST;
    }

    /** Those of the last train step; null where it was not begun. */
    private static @Nullable Integer evaluations(List<CurveRow.Point> curve) {
        OptionalInt last = curve.stream().mapToInt(CurveRow.Point::trainStep).max();
        return last.isEmpty()
                ? null
                : (Integer) Math.toIntExact(curve.stream()
                        .filter(point -> point.trainStep() == last.getAsInt())
                        .count());
    }

    private Identity identity(PlannedTrial planned) {
        return new Identity(
                planned.id().hex(),
                plan.config().name(),
                planned.trial().seed(),
                planned.control() == null ? null : Spelling.of(planned.control()),
                planned.round(),
                planned.end().value(),
                planned.axes(),
                Canonical.json(planned.trial()));
    }

    private Choices choices(Trial trial) {
        Prune prune = lastPrune(trial.steps());
        String network = Variant.nameOf(trial.network());
        String data = Variant.nameOf(trial.data().source());
        if (prune == null) {
            return new Choices(data, network, null, null, null, null, null);
        }
        return new Choices(
                data,
                network,
                Variant.nameOf(prune.criterion()),
                Variant.nameOf(prune.granularity()),
                Variant.nameOf(prune.scope()),
                Spelling.of(prune.schedule()),
                prune.sparsity());
    }

    private static @Nullable Prune lastPrune(List<Step> steps) {
        Prune last = null;
        for (Step step : steps) {
            if (step instanceof Prune prune) {
                last = prune;
            }
        }
        return last;
    }

    Provenance provenance(String dataHash) {
        return CurrentProvenance.of(Engine.ofProcess(), dataHash, Build.version());
    }
}
