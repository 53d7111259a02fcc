package io.espalier.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.espalier.codec.Codec;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.result.CurveRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two actions of a chain.
 *
 * @param weights laid out by the network; exactly 0 where the mask says so
 * @param marks weights to rewind to, by label
 * @param pruning the last scoring, or null before the first
 * @param training the train step under way, or null between steps
 * @param lastTraining how the last finished train step went, or null before the first
 * @param codec the codec that the network ships in, or null for the smallest exact one
 */
public record Snapshot(
        Weights weights,
        Mask mask,
        Map<String, Weights> marks,
        @Nullable Pruning pruning,
        @Nullable Training training,
        @Nullable TrainingSummary lastTraining,
        Progress progress,
        List<CurveRow.Point> curve,
        @Nullable Codec codec) {

    /**
     * The groups of the last prune step.
     *
     * @param scores one per group, until the selection has used them
     * @param removed sum of the scores of the groups that the selection then removed
     */
    public record Pruning(
            Grouping grouping,
            @Nullable Saliencies scores,
            @Nullable Double removed) {
        /** In every layer that has such groups. */
        public Pruning(
                Granularity granularity,
                OutputLayerPolicy classifier,
                @Nullable Saliencies scores,
                @Nullable Double removed) {
            this(new Grouping(granularity, classifier), scores, removed);
        }
    }

    /**
     * A train step under way: the optimiser, and what early stopping has seen.
     *
     * @param drawn masks over groups that a stop rule drew at the last evaluations, the newest last
     */
    public record Training(
            Map<String, Weights> moments,
            long steps,
            TrainingSummary summary,
            @Nullable Weights best,
            List<Mask> drawn) {
        public Training {
            moments = Map.copyOf(moments);
            drawn = List.copyOf(drawn);
        }
    }

    /**
     * Evaluations on the validation part during one train step.
     *
     * @param bestError at the best evaluation: that of the least error or, where the step keeps it, of the least loss
     * @param bestEpoch epochs into the step at that evaluation, the earliest such
     * @param evaluationsSinceBest looks after that one
     */
    public record TrainingSummary(
            double lastError,
            double bestError,
            double bestEpoch,
            @JsonProperty("looksSinceBest") int evaluationsSinceBest,
            Stop stop) {
        public boolean hasEnded() {
            return stop != Stop.NOT_YET;
        }

        public TrainingSummary stopped(Stop why) {
            return new TrainingSummary(lastError, bestError, bestEpoch, evaluationsSinceBest, why);
        }
    }

    /** Whether a train step goes on. */
    public enum Stop {
        NOT_YET,
        OUT_OF_PATIENCE,
        /** The mask that pruning would draw is stable. */
        MASK_SETTLED
    }

    /**
     * What lies behind these weights, from the initial ones on.
     *
     * @param seconds of training, wherever it ran: the one figure here that is not a pure function of the step key
     */
    public record Progress(int trainSteps, int pruneSteps, int draws, double epochs, long iterations, double seconds) {
        public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

        /** Further into the same train step. */
        public Progress trained(double moreEpochs, long moreIterations, double moreSeconds) {
            return new Progress(
                    trainSteps,
                    pruneSteps,
                    draws,
                    epochs + moreEpochs,
                    iterations + moreIterations,
                    seconds + moreSeconds);
        }

        public Progress afterTrainStep() {
            return new Progress(trainSteps + 1, pruneSteps, draws, epochs, iterations, seconds);
        }

        public Progress afterPruneStep() {
            return new Progress(trainSteps, pruneSteps + 1, draws, epochs, iterations, seconds);
        }

        public Progress afterDraw() {
            return new Progress(trainSteps, pruneSteps, draws + 1, epochs, iterations, seconds);
        }
    }

    public Snapshot {
        marks = Map.copyOf(marks);
        curve = List.copyOf(curve);
    }

    /** The beginning of a chain. */
    public static Snapshot initial(Weights weights, Mask mask) {
        return new Snapshot(weights, mask, Map.of(), null, null, null, Progress.NONE, List.of(), null);
    }

    /** Other weights under the same mask. */
    public Snapshot withWeights(float[] values) {
        mask.apply(values);
        return new Snapshot(Weights.of(values), mask, marks, pruning, training, lastTraining, progress, curve, codec);
    }

    /** Another mask, applied; a weight that it keeps and the mask before did not is 0 at first. */
    public Snapshot withMask(Mask other) {
        float[] values = weights.copy();
        other.apply(values);
        return new Snapshot(Weights.of(values), other, marks, pruning, training, lastTraining, progress, curve, codec);
    }

    public Snapshot withMark(String label) {
        Map<String, Weights> more = new TreeMap<>(marks);
        more.put(label, weights);
        return new Snapshot(weights, mask, more, pruning, training, lastTraining, progress, curve, codec);
    }

    public Snapshot withPruning(Pruning newPruning) {
        return new Snapshot(weights, mask, marks, newPruning, training, lastTraining, progress, curve, codec);
    }

    /** The same weights, to ship in this format. */
    public Snapshot withCodec(Codec newCodec) {
        return new Snapshot(weights, mask, marks, pruning, training, lastTraining, progress, curve, newCodec);
    }

    public Snapshot withProgress(Progress newProgress) {
        return new Snapshot(weights, mask, marks, pruning, training, lastTraining, newProgress, curve, codec);
    }

    /** Further into a train step. */
    public Snapshot trained(
            float[] values, Training newTraining, Progress newProgress, List<CurveRow.Point> newEvaluations) {
        List<CurveRow.Point> evaluations = new ArrayList<>(curve);
        evaluations.addAll(newEvaluations);
        return new Snapshot(
                Weights.of(values), mask, marks, pruning, newTraining, lastTraining, newProgress, evaluations, codec);
    }

    /** The end of a train step. */
    public Snapshot trainingEnded(Weights kept, @Nullable TrainingSummary summary, Progress newProgress) {
        return new Snapshot(kept, mask, marks, pruning, null, summary, newProgress, curve, codec);
    }
}
