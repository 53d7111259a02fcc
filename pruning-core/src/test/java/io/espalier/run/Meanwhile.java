package io.espalier.run;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.util.ArrayDeque;
import java.util.Queue;

/** Magnitude; what is queued is done once, while it scores. */
record Meanwhile() implements Criterion {
    static final Queue<Runnable> DONE = new ArrayDeque<>();

    @Override
    public double[] score(NetworkView network, Groups groups) {
        Runnable next = DONE.poll();
        if (next != null) {
            next.run();
        }
        return new Magnitude().score(network, groups);
    }
}
