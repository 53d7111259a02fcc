package io.espalier.result;

import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code curves} table: one look at the validation part during training.
 *
 * @param trainStep which train step of the trial, from 0
 * @param epoch epochs into that step; {@code iteration} mini-batches into it
 * @param trainLoss mean cross-entropy over the mini-batches since the look before; null at the start
 */
public record CurveRow(
        String trialId,
        int trainStep,
        double epoch,
        long iteration,
        double learningRate,
        @Nullable Double trainLoss,
        double validationError,
        double validationNll) {}
