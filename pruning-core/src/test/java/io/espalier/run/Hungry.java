package io.espalier.run;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.util.concurrent.atomic.AtomicInteger;

/** Magnitude, after it has run out of memory a number of times. */
record Hungry(int times) implements Criterion {
    private static final AtomicInteger TRIES = new AtomicInteger();

    static Hungry times(int times) {
        TRIES.set(0);
        return new Hungry(times);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        if (TRIES.getAndIncrement() < times) {
            throw new OutOfMemoryError("more than there is");
        }
        return new Magnitude().score(network, groups);
    }
}
