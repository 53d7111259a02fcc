package io.espalier.result;

import io.espalier.metric.DataPart;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.RootMeanSquaredError;
import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code trials} table: a trial and how it ended. Columns are the components of the nested records, in
 * snake case, without prefix. Metrics of a trial that did not complete are null, never NaN.
 */
public record TrialRow(
        Identity identity,
        Choices choices,
        Controls controls,
        Outcome outcome,
        @Nullable Size size,
        @Nullable Quality quality,
        @Nullable Effort effort,
        Provenance provenance,
        @Nullable Setup setup) {
    private static final Score ERROR = new ErrorRate();
    private static final Score RMSE = new RootMeanSquaredError();

    /** The score that the trial is chosen by; in rows of builds that did not write it, the error or the RMSE. */
    public Score choice() {
        return Optional.ofNullable(setup)
                .map(Setup::chosenBy)
                .flatMap(DataPart.VALIDATION::score)
                .orElse(quality != null && quality.validation().get(RMSE) != null ? RMSE : ERROR);
    }

    /**
     * @param trialId hash of the trial's canonical JSON
     * @param stepKey content address of the trial's last step
     * @param control the control this trial is, or null for a candidate of the grid
     * @param round the round of the repeat that the trial ends with, from 1; null outside a repeat
     * @param axes the values of the grid's axes as JSON; {@code recipe} the whole bound trial as canonical JSON
     */
    public record Identity(
            String trialId,
            String sweep,
            long seed,
            @Nullable String control,
            @Nullable Integer round,
            String stepKey,
            String axes,
            String recipe) {}

    /**
     * The common axes, read off the last prune step; null in a trial without one.
     *
     * @param requestedSparsity fraction of groups that the recipe asks to remove
     */
    public record Choices(
            String data,
            String network,
            @Nullable String criterion,
            @Nullable String granularity,
            @Nullable String scope,
            @Nullable String schedule,
            @Nullable Double requestedSparsity) {}

    /** Trial ids of a candidate's sibling controls; null where the sweep has none. */
    public record Controls(
            @Nullable String randomMaskTrial,
            @Nullable String reinitializeTrial,
            @Nullable String smallDenseTrial,
            @Nullable String extraTrainingTrial) {}

    /**
     * Where in its recipe the trial was measured, and on how many examples; null in rows of builds that did not write it.
     *
     * @param place steps before it with repeats written out, and the last of them, as in {@code 3 train}
     * @param validationExamples the examples that errors of the validation part are fractions of; so are the other two
     * @param bestOf how many evaluations on the validation part the weights are the best of, where the last train step keeps
     *     the best; null where it keeps the last
     * @param chosenBy the column of the validation part that the task chooses and compares by; null in rows of older builds,
     *     as the next
     * @param constantScore what the best network that gives the same for all examples has in that column
     */
    public record Setup(
            String place,
            int trainingExamples,
            int validationExamples,
            int testExamples,
            @Nullable Integer bestOf,
            @Nullable String chosenBy,
            @Nullable Double constantScore) {}

    /** How the trial ended. */
    public record Outcome(
            State state,
            @Nullable ErrorCode errorCode,
            @Nullable String errorMessage) {}

    /** Terminal states. */
    public enum State {
        COMPLETED,
        DIVERGED,
        FAILED,
        TIMEOUT,
        OUT_OF_MEMORY
    }

    /** Kinds of failure, for counting. */
    public enum ErrorCode {
        NON_FINITE_LOSS,
        CRITERION,
        METRIC,
        PRUNING,
        ENGINE,
        DATA,
        STORAGE,
        TIMEOUT,
        OUT_OF_MEMORY,
        INTERNAL;

        /** How a trial that fails so ends. */
        public State state() {
            return switch (this) {
                case NON_FINITE_LOSS -> State.DIVERGED;
                case TIMEOUT -> State.TIMEOUT;
                case OUT_OF_MEMORY -> State.OUT_OF_MEMORY;
                case CRITERION, METRIC, PRUNING, ENGINE, DATA, STORAGE, INTERNAL -> State.FAILED;
            };
        }
    }

    /**
     * Measured on the stored network.
     *
     * @param parameters trained parameters of the dense network
     * @param prunable the denominator of {@code achievedSparsity}: weights in the prunable groups of the last prune step
     * @param prunableLayers names of the layers that hold them, joined by '+'
     * @param nonzeros trained parameters that are not 0
     * @param achievedSparsity fraction of {@code prunable} that is exactly 0
     * @param achievedGroupSparsity fraction of the prunable groups that is wholly 0
     * @param macs multiply-accumulates per example of the network without its dead units
     * @param nonzeroMacs multiply-accumulates per example at weights that are not 0
     * @param compressionRatio {@code parameters} over {@code nonzeros}; null where nothing is left, as the next
     * @param theoreticalSpeedup {@code denseMacs} over {@code nonzeroMacs}
     * @param codec the codec that {@code bytes} is the size in: the recipe's, or the smallest of three exact ones
     * @param bytes of the network without its dead units, as it ships
     * @param bytesGzip gzip of the dense file, for reference
     * @param architecture live units of the inputs of each weighted layer, as in 266-88-33
     * @param compactionDifference largest absolute difference of a logit between masked and compacted network
     */
    public record Size(
            long parameters,
            @Nullable Long prunable,
            @Nullable String prunableLayers,
            long nonzeros,
            @Nullable Double achievedSparsity,
            @Nullable Double achievedGroupSparsity,
            long denseMacs,
            long macs,
            long nonzeroMacs,
            @Nullable Double compressionRatio,
            @Nullable Double theoreticalSpeedup,
            String codec,
            long bytes,
            long bytesDense,
            long bytesBitmask,
            long bytesCsr,
            long bytesGzip,
            String architecture,
            double compactionDifference) {}

    /**
     * Scores of the network that is shipped; those that the task does not have are null.
     *
     * @param lastValidation of the last weights of the last train step, in the score that the task chooses by; {@code
     *     bestValidation} at its best evaluation, after {@code bestEpoch} epochs; null without a train step
     * @param stoppedEarly whether patience or a stop rule ended the last train step
     * @param training of the first 1,024 training examples that criteria see
     * @param removedSaliency sum of the scores of the groups that the last prune step removed: the rise of
     *     {@code trainingNll}, or {@code trainingLoss}, that {@code obd} and {@code fisher} predict
     */
    public record Quality(
            Scores validation,
            Scores test,
            Scores lastValidation,
            Scores bestValidation,
            @Nullable Double bestEpoch,
            boolean stoppedEarly,
            Scores training,
            @Nullable Double removedSaliency) {}

    /**
     * @param trainingEpochs epochs behind these weights, from the initial ones on
     * @param iterations mini-batches behind them
     * @param trainSeconds wall time of those, wherever they ran; {@code measureSeconds} of the row's own evaluation
     */
    public record Effort(
            double trainingEpochs, long iterations, double trainSeconds, double measureSeconds, String finishedAt) {}

    /** What made the numbers. */
    public record Provenance(
            int schemaVersion, String codeVersion, String dataHash, String engine, String cpu, String java) {
        /** Raised whenever a column of any table changes its meaning or goes away. */
        public static final int SCHEMA_VERSION = 1;
    }
}
