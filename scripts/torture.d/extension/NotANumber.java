package torture;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.util.Arrays;

/** Gives NaN for every group. */
public record NotANumber() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[] scores = groups.sum(i -> 0);
        Arrays.fill(scores, Double.NaN);
        return scores;
    }
}
