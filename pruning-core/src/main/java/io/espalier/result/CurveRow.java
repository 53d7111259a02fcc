package io.espalier.result;

/** One row of the {@code curves} table: one evaluation on the validation part during one trial's training. */
public record CurveRow(String trialId, Point point) {
    /**
     * @param trainStep which train step of the trial, from 0
     * @param epoch epochs into that step; {@code iteration} mini-batches into it
     * @param learningRate of the last mini-batch
     * @param trainLoss mean cross-entropy over the mini-batches since the evaluation before
     */
    public record Point(
            int trainStep,
            double epoch,
            long iteration,
            double learningRate,
            double trainLoss,
            double validationError,
            double validationNll) {}
}
