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
public record LeftOut(long diverged, long failed, long incomplete) {

    static LeftOut of(List<Objective> objectives, Collection<Observation> trials) {
        long diverged =
                trials.stream().filter(trial -> trial.state() == State.DIVERGED).count();
        long completed = trials.stream().filter(Observation::completed).count();
        long counting =
                trials.stream().filter(trial -> trial.counts(objectives)).count();
        return new LeftOut(diverged, trials.size() - diverged - completed, completed - counting);
    }
}
