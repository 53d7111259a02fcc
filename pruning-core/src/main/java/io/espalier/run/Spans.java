package io.espalier.run;

import io.espalier.codec.Codec;
import io.espalier.data.Dataset;
import io.espalier.engine.CompactLoop;
import io.espalier.engine.Inference;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingLoop;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.Predictions;
import io.espalier.network.Network;
import io.espalier.plan.Action.TrainSpan;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.MiniBatches;
import io.espalier.result.CurveRow;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Training;
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
        TrainSpan first = spans.get(0);
        Course course = new Course(setting, before, first.keep());
        if (course.hasEnded()) {
            return before;
        }
        try (Loop loop = loop(first)) {
            resume(loop);
            for (TrainSpan span : spans) {
                if (!course.hasEnded()) {
                    run(loop, span, course);
                }
            }
            return course.leave(loop);
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

    private void resume(Loop loop) {
        Training training = before.training();
        if (training != null) {
            Map<String, float[]> moments = new TreeMap<>();
            training.moments().forEach((name, values) -> moments.put(name, values.values()));
            loop.restore(moments, training.steps());
        }
    }

    private void run(Loop loop, TrainSpan span, Course course) {
        long start = System.nanoTime();
        if (loop instanceof TrainingLoop whole && isShared(before)) {
            whole.shareByValue();
        }
        Epochs epochs = new Epochs(span, course.progress().trainSteps());
        double loss = epochs.train(loop);
        Dataset validation = setting.data().validation();
        Predictions seen = new Predictions(loop.logits(validation), validation.classes(), validation.labels());
        CurveRow.Point look = epochs.look(loss, seen);
        double seconds = (System.nanoTime() - start) / 1e9;
        course.look(loop, span, look, epochs.behind(course.progress(), seconds));
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
        private final MiniBatches miniBatches;
        private final long perEpoch;
        private long epoch;
        private int[] order;

        Epochs(TrainSpan span, int trainStep) {
            this.span = span;
            this.trainStep = trainStep;
            this.miniBatches =
                    new MiniBatches(examples, span.batch(), setting.network().leastBatch());
            this.perEpoch = miniBatches.count();
            this.epoch = span.from() / perEpoch;
            this.order = order();
        }

        private int[] order() {
            return setting.key().with("order").with(trainStep).with(epoch).permutation(examples);
        }

        /** The mean loss of the span's mini-miniBatches. */
        double train(Loop loop) {
            double loss = 0;
            for (long i = span.from(); i < span.to(); i++) {
                loss += step(loop, i);
            }
            return loss / iterations();
        }

        private long iterations() {
            return span.to() - span.from();
        }

        CurveRow.Point look(double loss, Predictions seen) {
            return new CurveRow.Point(
                    trainStep,
                    (double) span.to() / perEpoch,
                    span.to(),
                    rate(span, span.to() - 1, perEpoch),
                    loss,
                    new ErrorRate().of(seen),
                    new NegativeLogLikelihood().of(seen));
        }

        Progress behind(Progress before, double seconds) {
            return before.trained((double) iterations() / perEpoch, iterations(), seconds);
        }

        private double step(Loop loop, long iteration) {
            if (iteration / perEpoch != epoch) {
                epoch = iteration / perEpoch;
                order = order();
            }
            long i = iteration % perEpoch;
            double loss = loop.step(order, miniBatches.from(i), miniBatches.to(i), rate(span, iteration, perEpoch));
            if (!Double.isFinite(loss)) {
                throw new DivergedException(trainStep, iteration, loss);
            }
            return loss;
        }
    }
}
