package io.espalier.plan;

import io.espalier.metric.Metric;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.TrialRow;
import io.espalier.sweep.Control;
import io.espalier.sweep.Trial;
import io.espalier.sweep.TrialId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial of a sweep, before it runs.
 *
 * @param end the key of its last action; trials that are spelled differently and do the same share it
 * @param control the control that it is, or null for a candidate
 * @param round the round of a repeat that it ends with, from 1, or null
 * @param axes the grid's values as JSON; a control carries those of the first candidate that asked for it
 * @param siblings ids of a candidate's controls
 * @param assessments by the metrics of the sweep
 */
public record PlannedTrial(
        TrialId id,
        Trial trial,
        StepKey end,
        @Nullable Control control,
        @Nullable Integer round,
        String axes,
        TrialRow.Controls siblings,
        List<Assessment> assessments) {
    public PlannedTrial {
        assessments = List.copyOf(assessments);
    }

    /**
     * A metric that is to measure the trial.
     *
     * @param key of the action that does it: of what is found, whatever trial asks
     */
    public record Assessment(Action.Assess action, StepKey key) {
        public Metric metric() {
            return action.metric();
        }
    }
}
