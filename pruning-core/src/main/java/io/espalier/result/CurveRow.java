package io.espalier.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.espalier.metric.Scores;
import org.jspecify.annotations.Nullable;

/** One row of the {@code curves} table: one evaluation on the validation part during one trial's training. */
public record CurveRow(String trialId, Point point) {
    /**
     * @param trainStep which train step of the trial, from 0
     * @param epoch epochs into that step; {@code iteration} mini-batches into it
     * @param learningRate of the last mini-batch
     * @param trainLoss mean over the mini-batches since the evaluation before of the loss that is trained
     * @param validation the scores of the task that are followed during training
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
            Scores validation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double trainDataLoss,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double trainPenalty) {}
}
