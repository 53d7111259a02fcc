package io.espalier.spark.sweep;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** Throws. Not registered here: {@link TortureTest} does so for the drivers that it starts. */
public record ThrowingCriterion() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        throw new IllegalStateException("torture");
    }
}
