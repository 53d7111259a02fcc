package io.espalier.binding;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;

/** A criterion with options, as a user's jar may bring it. */
public record Edge(@Default("2") int power, @Default("true") boolean absolute) implements Criterion {
    public Edge {
        check(power >= 1, "power", power, "be at least 1");
    }

    public Edge() {
        this(2, true);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        throw new UnsupportedOperationException();
    }
}
