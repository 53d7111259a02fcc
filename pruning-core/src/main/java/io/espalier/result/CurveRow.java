package io.espalier.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One row of the {@code curves} table: one evaluation on the validation part during one trial's training. */
public record CurveRow(String trialId, Point point) {
    /**
     * @param trainStep which train step of the trial, from 0
     * @param epoch epochs into that step; {@code iteration} mini-batches into it
     * @param learningRate of the last mini-batch
     * @param trainLoss mean over the mini-batches since the evaluation before of the loss that is trained
     * @param validationError null where the task is no classification, as the next; {@code validationRmse} and
     *     {@code validationLoss}, the mean of the loss that is trained, where it is a regression
     * @param trainDataLoss its part that is a function of the examples; null in rows of builds that did not write it, as the
     *     next, and there {@code trainLoss} is this part alone
     * @param trainPenalty its other part: penalties and the own loss of a reparameterization
     */
    public record Point(
            int trainStep,
            double epoch,
            long iteration,
            double learningRate,
            double trainLoss,
            @Nullable Double validationError,
            @Nullable Double validationNll,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double trainDataLoss,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double trainPenalty,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double validationRmse,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double validationLoss) {
        /** Of a classification. */
        public Point(
                int trainStep,
                double epoch,
                long iteration,
                double learningRate,
                double trainLoss,
                double validationError,
                double validationNll,
                @Nullable Double trainDataLoss,
                @Nullable Double trainPenalty) {
            this(
                    trainStep,
                    epoch,
                    iteration,
                    learningRate,
                    trainLoss,
                    validationError,
                    validationNll,
                    trainDataLoss,
                    trainPenalty,
                    null,
                    null);
        }
    }
}
