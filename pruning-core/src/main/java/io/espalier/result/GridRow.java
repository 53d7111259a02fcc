package io.espalier.result;

import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code grid} table: what a trial is in one version of the sweep's file. A trial is its recipe, whatever
 * axes bound it and whatever it is compared with; those come from the file, and the last grid is that of the present one.
 *
 * @param grid number of the file's version, from 0
 * @param axes the values of the file's axes as JSON
 * @param round the round of the repeat that the trial ends with, from 1; null outside a repeat
 * @param control the control that the trial is, or null for a candidate
 * @param siblings the controls that a candidate is compared with
 */
public record GridRow(
        String trialId,
        int grid,
        String axes,
        @Nullable Integer round,
        @Nullable String control,
        TrialRow.Controls siblings) {
    /** The same in another version of the file. */
    public GridRow in(int version) {
        return new GridRow(trialId, version, axes, round, control, siblings);
    }
}
