package torture;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.util.concurrent.CountDownLatch;

/** Never returns, unless it is interrupted. */
public record Hanging() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        throw new AssertionError();
    }
}
