package io.espalier.run;

import io.espalier.codec.Codec;
import io.espalier.data.Dataset;
import io.espalier.engine.CompactLoop;
import io.espalier.engine.Inference;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingLoop;
import io.espalier.network.Network;
import io.espalier.plan.Action.TrainSpan;
import io.espalier.prune.Mask;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.StopRule;
import io.espalier.recipe.Train;
import io.espalier.result.CurveRow;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Stop;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Snapshot.TrainingSummary;
import io.espalier.snapshot.Weights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Consecutive spans of one train step, with one training loop. */
final class Spans {
    private final Setting setting;
    private final Snapshot before;

    Spans(Setting setting, Snapshot before) {
        this.setting = setting;
        this.before = before;
    }

    Snapshot run(List<TrainSpan> spans) {
        if (isStopped(before)) {
            return before;
        }
        TrainSpan first = spans.get(0);
        try (Loop loop = loop(first)) {
            resume(loop);
            Snapshot now = before;
            for (TrainSpan span : spans) {
                if (!isStopped(now)) {
                    now = run(loop, span, now);
                }
            }
            return now;
        }
    }

    /** Slots, and weights that share a value, may move what joins dead units: then nothing can be left out. */
    private Loop loop(TrainSpan span) {
        Network network = setting.network();
        float[] weights = before.weights().values();
        Dataset train = setting.data().train();
        return isShared(before) || !span.slots().isEmpty()
                ? new TrainingLoop(
                        network,
                        weights,
                        before.mask(),
                        train,
                        span.batch(),
                        span.optimizer(),
                        span.slots(),
                        setting.key().with("slots").with(before.progress().trainSteps()),
                        teacher(span.slots().distill()))
                : new CompactLoop(network, weights, before.mask(), train, span.batch(), span.optimizer());
    }

    private float @Nullable [] teacher(@Nullable Distillation distill) {
        if (distill == null) {
            return null;
        } else if (distill.teacher() != null) {
            return setting.relatives().logits(distill.teacher());
        }
        Weights marked = before.marks().get(String.valueOf(distill.from()));
        if (marked == null) {
            throw new IllegalStateException(
                    "Cannot learn from " + distill.from() + ": no earlier step carries that label");
        }
        return Inference.logits(
                setting.network(), marked.values(), setting.data().train());
    }

    private static boolean isShared(Snapshot snapshot) {
        return snapshot.codec() != null && snapshot.codec().sharing() == Codec.Sharing.BY_VALUE;
    }

    private static boolean isStopped(Snapshot snapshot) {
        Training training = snapshot.training();
        return training != null && training.summary().hasEnded();
    }

    private void resume(Loop loop) {
        Training training = before.training();
        if (training != null) {
            Map<String, float[]> moments = new TreeMap<>();
            training.moments().forEach((name, values) -> moments.put(name, values.values()));
            loop.restore(moments, training.steps());
        }
    }

    private Snapshot run(Loop loop, TrainSpan span, Snapshot from) {
        long start = System.nanoTime();
        if (loop instanceof TrainingLoop whole && isShared(from)) {
            whole.shareByValue();
        }
        Epochs epochs = new Epochs(span, from.progress().trainSteps());
        double loss = 0;
        for (long i = span.from(); i < span.to(); i++) {
            loss += epochs.step(loop, i);
        }
        Dataset validation = setting.data().validation();
        Evaluation look = Evaluation.of(loop.logits(validation), validation);
        double seconds = (System.nanoTime() - start) / 1e9;
        return after(loop, span, from, epochs.perEpoch, look, loss / (span.to() - span.from()), seconds);
    }

    private Snapshot after(
            Loop loop, TrainSpan span, Snapshot from, long perEpoch, Evaluation look, double loss, double seconds) {
        double epoch = (double) span.to() / perEpoch;
        long iterations = span.to() - span.from();
        Weights weights = Weights.of(loop.weights());
        TrainingSummary summary = summarize(span, from, look, epoch);
        TicketDraw draw = draw(span, from, weights);
        if (draw != null && draw.isSettled()) {
            summary = summary.stopped(Stop.MASK_SETTLED);
        }
        Weights best = summary.looksSinceBest() == 0 ? weights : bestOf(from.training());
        Progress p = from.progress();
        return from.trained(
                weights.values(),
                new Training(
                        weights(loop.moments()),
                        loop.steps(),
                        summary,
                        span.keep() == Train.Keep.LAST ? null : best,
                        draw == null ? List.of() : draw.drawn()),
                new Progress(
                        p.trainSteps(),
                        p.pruneSteps(),
                        p.draws(),
                        p.epochs() + (double) iterations / perEpoch,
                        p.iterations() + iterations,
                        p.seconds() + seconds),
                new CurveRow.Point(
                        p.trainSteps(),
                        epoch,
                        span.to(),
                        rate(span, span.to() - 1, perEpoch),
                        loss,
                        look.error(),
                        look.nll()));
    }

    private @Nullable TicketDraw draw(TrainSpan span, Snapshot from, Weights weights) {
        if (!(span.slots().stop() instanceof StopRule.MaskDistance rule)) {
            return null;
        }
        List<Mask> before =
                from.training() == null ? List.of() : from.training().drawn();
        return new TicketDraw(rule, before).next(setting, from, weights.values());
    }

    private static @Nullable Weights bestOf(@Nullable Training training) {
        return training == null ? null : training.best();
    }

    private static TrainingSummary summarize(TrainSpan span, Snapshot from, Evaluation look, double epoch) {
        Training before = from.training();
        if (before == null || span.keep().watched(look.error(), look.nll()) < least(span.keep(), from)) {
            return new TrainingSummary(look.error(), look.error(), epoch, 0, Stop.NOT_YET);
        }
        int looks = before.summary().looksSinceBest() + 1;
        Stop stop = span.patience() != null && looks >= span.patience() ? Stop.OUT_OF_PATIENCE : Stop.NOT_YET;
        return new TrainingSummary(
                look.error(), before.summary().bestError(), before.summary().bestEpoch(), looks, stop);
    }

    /** Of all looks of this train step so far. */
    private static double least(Train.Keep keep, Snapshot from) {
        return from.curve().stream()
                .filter(point -> point.trainStep() == from.progress().trainSteps())
                .mapToDouble(point -> keep.watched(point.validationError(), point.validationNll()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static Map<String, Weights> weights(Map<String, float[]> moments) {
        Map<String, Weights> byName = new TreeMap<>();
        moments.forEach((name, values) -> byName.put(name, Weights.of(values)));
        return byName;
    }

    private static double rate(TrainSpan span, long iteration, long perEpoch) {
        double length = span.length() == null ? Double.POSITIVE_INFINITY : (double) span.length() / perEpoch;
        return span.optimizer().rate() * span.schedule().factor((double) iteration / perEpoch, length);
    }

    /** The order of examples, epoch by epoch: keyed by the seed, the train step and the epoch. */
    private final class Epochs {
        private final TrainSpan span;
        private final int trainStep;
        private final int examples = setting.data().train().size();
        private final int batch;
        private final long perEpoch;
        private long epoch;
        private int[] order;

        Epochs(TrainSpan span, int trainStep) {
            this.span = span;
            this.trainStep = trainStep;
            this.batch = Math.min(span.batch(), examples);
            this.perEpoch = (examples + batch - 1L) / batch;
            this.epoch = span.from() / perEpoch;
            this.order = order();
        }

        private int[] order() {
            return setting.key().with("order").with(trainStep).with(epoch).permutation(examples);
        }

        double step(Loop loop, long iteration) {
            if (iteration / perEpoch != epoch) {
                epoch = iteration / perEpoch;
                order = order();
            }
            int from = (int) (iteration % perEpoch) * batch;
            double loss = loop.step(order, from, Math.min(from + batch, examples), rate(span, iteration, perEpoch));
            if (!Double.isFinite(loss)) {
                throw new DivergedException(trainStep, iteration, loss);
            }
            return loss;
        }
    }
}
