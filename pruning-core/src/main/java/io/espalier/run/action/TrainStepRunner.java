package io.espalier.run.action;

import io.espalier.codec.Codec;
import io.espalier.data.Dataset;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.TrainingSetup.Goal;
import io.espalier.engine.TrainingSetup.Start;
import io.espalier.metric.Scores;
import io.espalier.plan.tree.Action.TrainBatches;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.MiniBatches;
import io.espalier.result.CurveRow;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Weights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Consecutive parts of one train step, with one training loop. */
final class TrainStepRunner {
    private final ExecutionContext context;
    private final Snapshot before;

    TrainStepRunner(ExecutionContext context, Snapshot before) {
        this.context = context;
        this.before = before;
    }

    Snapshot run(List<TrainBatches> parts) {
        TrainBatches first = parts.get(0);
        TrainStepState state = new TrainStepState(context, before, first.keep());
        if (state.hasEnded()) {
            return before;
        }
        try (Loop loop = loop(first)) {
            resume(loop);
            for (TrainBatches batches : parts) {
                if (!state.hasEnded()) {
                    run(loop, batches, state);
                }
            }
            return state.leave(loop);
        }
    }

    private Loop loop(TrainBatches batches) {
        return context.engine()
                .train(new TrainingSetup(
                        context.network(),
                        new Start(before.weights().values(), before.mask(), sharing()),
                        context.data().train(),
                        new Goal(context.task().loss(context.data().train().targets()), teacher(batches)),
                        batches.batch(),
                        batches.optimizer(),
                        batches.hooks(),
                        context.key().with("slots").with(before.progress().trainSteps())));
    }

    private Codec.Sharing sharing() {
        return before.codec() == null ? Codec.Sharing.NONE : before.codec().sharing();
    }

    private float @Nullable [] teacher(TrainBatches batches) {
        Distillation distill = batches.hooks().distill();
        if (distill == null) {
            return null;
        } else if (distill.teacher() != null) {
            return context.references().logits(batches);
        }
        Weights marked = before.marks().get(String.valueOf(distill.from()));
        if (marked == null) {
            throw new IllegalStateException("Cannot learn from " + distill.from() + ": no earlier step has that label");
        }
        return context.logits(marked.values(), context.data().train());
    }

    private void resume(Loop loop) {
        Training training = before.training();
        if (training != null) {
            Map<String, float[]> moments = new TreeMap<>();
            training.moments().forEach((name, values) -> moments.put(name, values.values()));
            loop.restore(moments, training.steps());
        }
    }

    private void run(Loop loop, TrainBatches batches, TrainStepState state) {
        long start = ProcessClock.here().nanoTime();
        loop.beginPart();
        Epochs epochs = new Epochs(batches, state.progress().trainSteps());
        Losses losses = epochs.train(loop);
        Dataset validation = context.data().validation();
        Scores seen = context.task()
                .predictions(loop.logits(validation), validation.targets())
                .scores(context.task().curve());
        CurveRow.Point evaluation = epochs.evaluation(losses, seen);
        double seconds = ProcessClock.here().secondsSince(start);
        state.evaluated(loop, batches, evaluation, epochs.behind(state.progress(), seconds));
    }

    private static double rate(TrainBatches batches, long iteration, long perEpoch) {
        double length = batches.length() == null ? Double.POSITIVE_INFINITY : (double) batches.length() / perEpoch;
        return batches.optimizer().rate() * batches.schedule().factor((double) iteration / perEpoch, length);
    }

    /** The two parts of the loss that is trained. */
    private record Losses(double data, double penalty) {}

    /** The order of examples, epoch by epoch: keyed by the seed, the train step and the epoch. */
    private final class Epochs {
        private final TrainBatches batches;
        private final int trainStep;
        private final int examples = context.data().train().size();
        private final MiniBatches miniBatches;
        private final long perEpoch;
        private long epoch;
        private int[] order;

        Epochs(TrainBatches batches, int trainStep) {
            this.batches = batches;
            this.trainStep = trainStep;
            this.miniBatches =
                    new MiniBatches(examples, batches.batch(), context.network().leastBatch());
            this.perEpoch = miniBatches.count();
            this.epoch = batches.from() / perEpoch;
            this.order = order();
        }

        private int[] order() {
            return context.key().with("order").with(trainStep).with(epoch).permutation(examples);
        }

        /** The means over the span's mini-batches. */
        Losses train(Loop loop) {
            double data = 0;
            double penalty = 0;
            for (long i = batches.from(); i < batches.to(); i++) {
                data += step(loop, i);
                penalty += loop.penalty();
            }
            return new Losses(data / iterations(), penalty / iterations());
        }

        private long iterations() {
            return batches.to() - batches.from();
        }

        CurveRow.Point evaluation(Losses losses, Scores seen) {
            return new CurveRow.Point(
                    trainStep,
                    (double) batches.to() / perEpoch,
                    batches.to(),
                    rate(batches, batches.to() - 1, perEpoch),
                    losses.data() + losses.penalty(),
                    seen,
                    losses.data(),
                    losses.penalty());
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
            double loss = loop.step(order, miniBatches.from(i), miniBatches.to(i), rate(batches, iteration, perEpoch));
            if (!Double.isFinite(loss + loop.penalty())) {
                throw new TrialFailure(
                        ErrorCode.NON_FINITE_LOSS,
                        "Cannot continue training: the loss is " + loss + " at iteration " + iteration
                                + " of train step " + trainStep);
            }
            return loss;
        }
    }
}
