package io.espalier.run.action;

import io.espalier.engine.Loop;
import io.espalier.metric.Score;
import io.espalier.plan.tree.Action.TrainBatches;
import io.espalier.prune.Mask;
import io.espalier.recipe.Train;
import io.espalier.recipe.train.StopRule;
import io.espalier.result.CurveRow;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Stop;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Snapshot.TrainingSummary;
import io.espalier.snapshot.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A train step under way: what its evaluations on the validation part have shown. The weights are the loop's until it is left. */
final class TrainStepState {
    private final ExecutionContext context;
    private final Snapshot before;
    private final Train.Keep keep;
    private final List<CurveRow.Point> evaluations = new ArrayList<>();
    private double least;
    private Progress progress;
    private @Nullable TrainingSummary summary;
    private @Nullable Weights best;
    private List<Mask> drawn = List.of();

    TrainStepState(ExecutionContext context, Snapshot before, Train.Keep keep) {
        this.context = context;
        this.before = before;
        this.keep = keep;
        this.progress = before.progress();
        this.least = before.curve().stream()
                .filter(point -> point.trainStep() == progress.trainSteps())
                .mapToDouble(this::monitored)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        Training training = before.training();
        if (training != null) {
            summary = training.summary();
            best = training.best();
            drawn = training.drawn();
        }
    }

    /** What the weights are kept by, its sign set so that less is better. */
    private double monitored(CurveRow.Point evaluation) {
        Score score = keep == Train.Keep.LEAST_LOSS
                ? context.task().meanLoss()
                : context.task().choice();
        return score.direction().orient(evaluation.validation().require(score));
    }

    Progress progress() {
        return progress;
    }

    boolean hasEnded() {
        return summary != null && summary.hasEnded();
    }

    /** Takes in the evaluation behind some mini-batches. */
    void evaluated(Loop loop, TrainBatches batches, CurveRow.Point evaluation, Progress behind) {
        TrainingSummary next = summarize(batches, evaluation);
        if (next.evaluationsSinceBest() == 0 && keep != Train.Keep.LAST) {
            best = Weights.of(loop.weights());
        }
        least = Math.min(least, monitored(evaluation));
        evaluations.add(evaluation);
        progress = behind;
        summary = batches.hooks().stop() instanceof StopRule.MaskDistance rule && isStable(rule, loop)
                ? next.stopped(Stop.MASK_SETTLED)
                : next;
    }

    private TrainingSummary summarize(TrainBatches batches, CurveRow.Point evaluation) {
        double error = evaluation.validation().require(context.task().choice());
        if (summary == null || monitored(evaluation) < least) {
            return new TrainingSummary(error, error, evaluation.epoch(), 0, Stop.NOT_YET);
        }
        int since = summary.evaluationsSinceBest() + 1;
        Stop stop = batches.patience() != null && since >= batches.patience() ? Stop.OUT_OF_PATIENCE : Stop.NOT_YET;
        return new TrainingSummary(error, summary.bestError(), summary.bestEpoch(), since, stop);
    }

    private boolean isStable(StopRule.MaskDistance rule, Loop loop) {
        MaskStability draw = new MaskStability(rule, drawn).next(context, before, loop.weights());
        drawn = draw.drawn();
        return draw.isStable();
    }

    /** Where the loop stands after the last evaluation, of which there was one. */
    Snapshot leave(Loop loop) {
        if (summary == null) {
            throw new IllegalStateException("Cannot leave a train step: nothing was trained");
        }
        Training training = new Training(moments(loop), loop.steps(), summary, best, drawn);
        return before.trained(loop.weights(), training, progress, evaluations);
    }

    private static Map<String, Weights> moments(Loop loop) {
        Map<String, Weights> byName = new TreeMap<>();
        loop.moments().forEach((name, values) -> byName.put(name, Weights.of(values)));
        return byName;
    }
}
