package io.espalier.run;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** Throws. */
record Failing() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        throw new IllegalStateException("this network is not for me");
    }
}
