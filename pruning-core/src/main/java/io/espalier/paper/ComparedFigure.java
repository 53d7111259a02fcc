package io.espalier.paper;

import io.espalier.stats.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * A figure and what our tables say of it.
 *
 * @param observations one per row of the query
 * @param missing rows without a value, of trials that failed
 */
public record ComparedFigure(Figure figure, List<Double> observations, int missing) {
    /** Observations that it takes to reproduce a figure. */
    private static final int RUNS = 3;

    /** What a finding comes to. */
    public enum Verdict {
        /** The whole 95% confidence interval of at least three runs is as expected. */
        REPRODUCED,
        /** The mean is as expected, and more runs would have to show that it is not so by chance. */
        AGREES,
        NOT_REPRODUCED,
        NOT_RUN_HERE
    }

    public ComparedFigure {
        observations = List.copyOf(observations);
    }

    /** A figure that no table has anything on. */
    public static ComparedFigure none(Figure figure) {
        return new ComparedFigure(figure, List.of(), 0);
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
        if (observations.isEmpty() || !whole || !figure.expect().agrees(observations)) {
            return Verdict.NOT_REPRODUCED;
        }
        boolean sure = observations.size() >= RUNS && figure.expect().holdsWithConfidence(observations);
        return sure ? Verdict.REPRODUCED : Verdict.AGREES;
    }
}
