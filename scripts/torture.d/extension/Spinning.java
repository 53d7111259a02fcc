package torture;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** Never returns, and does not hear of interrupts, as a loop in native code would not. */
public record Spinning() implements Criterion {
    private static volatile long turns;

    @Override
    public double[] score(NetworkView network, Groups groups) {
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
        throw new AssertionError();
    }
}
