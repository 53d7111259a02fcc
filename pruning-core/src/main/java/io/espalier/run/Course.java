package io.espalier.run;

import io.espalier.engine.Loop;
import io.espalier.plan.Action.TrainSpan;
import io.espalier.prune.Mask;
import io.espalier.recipe.StopRule;
import io.espalier.recipe.Train;
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

/** A train step under way: what its looks at the validation part have seen. The weights are the loop's until it is left. */
final class Course {
    private final Setting setting;
    private final Snapshot before;
    private final Train.Keep keep;
    private final List<CurveRow.Point> looks = new ArrayList<>();
    private double least;
    private Progress progress;
    private @Nullable TrainingSummary summary;
    private @Nullable Weights best;
    private List<Mask> drawn = List.of();

    Course(Setting setting, Snapshot before, Train.Keep keep) {
        this.setting = setting;
        this.before = before;
        this.keep = keep;
        this.progress = before.progress();
        this.least = before.curve().stream()
                .filter(point -> point.trainStep() == progress.trainSteps())
                .mapToDouble(this::watched)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        Training training = before.training();
        if (training != null) {
            summary = training.summary();
            best = training.best();
            drawn = training.drawn();
        }
    }

    private double watched(CurveRow.Point look) {
        return keep.watched(look.validationError(), look.validationNll());
    }

    Progress progress() {
        return progress;
    }

    boolean hasEnded() {
        return summary != null && summary.hasEnded();
    }

    /** Takes in the look at the end of a span. */
    void look(Loop loop, TrainSpan span, CurveRow.Point look, Progress behind) {
        TrainingSummary next = summarize(span, look);
        if (next.looksSinceBest() == 0 && keep != Train.Keep.LAST) {
            best = Weights.of(loop.weights());
        }
        least = Math.min(least, watched(look));
        looks.add(look);
        progress = behind;
        summary = span.slots().stop() instanceof StopRule.MaskDistance rule && isSettled(rule, loop)
                ? next.stopped(Stop.MASK_SETTLED)
                : next;
    }

    private TrainingSummary summarize(TrainSpan span, CurveRow.Point look) {
        double error = look.validationError();
        if (summary == null || watched(look) < least) {
            return new TrainingSummary(error, error, look.epoch(), 0, Stop.NOT_YET);
        }
        int since = summary.looksSinceBest() + 1;
        Stop stop = span.patience() != null && since >= span.patience() ? Stop.OUT_OF_PATIENCE : Stop.NOT_YET;
        return new TrainingSummary(error, summary.bestError(), summary.bestEpoch(), since, stop);
    }

    private boolean isSettled(StopRule.MaskDistance rule, Loop loop) {
        TicketDraw draw = new TicketDraw(rule, drawn).next(setting, before, loop.weights());
        drawn = draw.drawn();
        return draw.isSettled();
    }

    /** Where the loop stands after the last look, of which there was one. */
    Snapshot leave(Loop loop) {
        if (summary == null) {
            throw new IllegalStateException("Cannot leave a train step: nothing was trained");
        }
        Training training = new Training(moments(loop), loop.steps(), summary, best, drawn);
        return before.trained(loop.weights(), training, progress, looks);
    }

    private static Map<String, Weights> moments(Loop loop) {
        Map<String, Weights> byName = new TreeMap<>();
        loop.moments().forEach((name, values) -> byName.put(name, Weights.of(values)));
        return byName;
    }
}
