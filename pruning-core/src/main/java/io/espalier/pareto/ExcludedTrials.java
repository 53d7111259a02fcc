package io.espalier.pareto;

import io.espalier.result.TrialRow.State;
import java.util.Collection;
import java.util.List;

/**
 * How many trials count towards no mean, by reason.
 *
 * @param failed including those out of time or memory
 * @param incomplete completed, but without a finite value of every objective
 */
public record ExcludedTrials(long diverged, long failed, long incomplete) {

    static ExcludedTrials of(List<Objective> objectives, Collection<TrialResult> trials) {
        long diverged =
                trials.stream().filter(trial -> trial.state() == State.DIVERGED).count();
        long completed = trials.stream().filter(TrialResult::completed).count();
        long counting =
                trials.stream().filter(trial -> trial.counts(objectives)).count();
        return new ExcludedTrials(diverged, trials.size() - diverged - completed, completed - counting);
    }
}
