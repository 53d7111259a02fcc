package io.espalier.result;

import org.jspecify.annotations.Nullable;

/** One row of the {@code plan} table: a trial that the sweep will run, written before anything runs; {@code place} as in its row. */
public record PlanRow(
        String trialId,
        String sweep,
        long seed,
        @Nullable String control,
        @Nullable Integer round,
        String stepKey,
        String axes,
        String recipe,
        @Nullable String place) {}
