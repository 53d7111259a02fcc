package io.espalier.binding;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** A criterion without options, as a user's jar may bring it. */
public record Coin() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        throw new UnsupportedOperationException();
    }
}
