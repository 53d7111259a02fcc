package torture;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** Throws. */
public record Throwing() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        throw new IllegalStateException("torture");
    }
}
