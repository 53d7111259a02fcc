package io.espalier.run;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** Criteria that never return. */
final class Endless {
    private Endless() {}

    /** Does not listen when it is told to stop; goes away when the test is over, at last. */
    record Deaf() implements Criterion {
        private static final long OVER = 6_000_000_000L;

        @Override
        public double[] score(NetworkView network, Groups groups) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < OVER) {
                Thread.onSpinWait();
            }
            return new double[groups.count()];
        }
    }

    /** Works on, in the engine, which listens. */
    record Polite() implements Criterion {
        @Override
        public double[] score(NetworkView network, Groups groups) {
            while (network.gradient(8).length > 0) {
                Thread.onSpinWait();
            }
            return new double[groups.count()];
        }
    }
}
