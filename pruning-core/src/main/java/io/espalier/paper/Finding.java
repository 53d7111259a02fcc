package io.espalier.paper;

import io.espalier.pareto.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * A figure and what our tables say of it.
 *
 * @param observations one per row of the query
 * @param missing rows without a value, of trials that failed
 */
public record Finding(Figure figure, List<Double> observations, int missing) {
    /** What a finding comes to. */
    public enum Verdict {
        REPRODUCED,
        NOT_REPRODUCED,
        NOT_RUN_HERE
    }

    public Finding {
        observations = List.copyOf(observations);
    }

    /** A figure that no table has anything on. */
    public static Finding none(Figure figure) {
        return new Finding(figure, List.of(), 0);
    }

    /** Empty without observations. */
    public Optional<Estimate> estimate() {
        return observations.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(observations));
    }

    /** A figure that holds for all that is left when a trial failed is not reproduced by each. */
    public Verdict verdict() {
        if (observations.isEmpty() && missing == 0) {
            return Verdict.NOT_RUN_HERE;
        }
        boolean whole = missing == 0 || figure.expect().by() != Expectation.By.EACH;
        boolean holds = !observations.isEmpty() && whole && figure.expect().holds(observations);
        return holds ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED;
    }
}
