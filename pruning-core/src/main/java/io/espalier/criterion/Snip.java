package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * Connection sensitivity s = |g w|, g being the gradient of the mean loss (Lee, Ajanthan and Torr 2019); of a group, the
 * sum of its weights' sensitivities, so that they do not cancel. Made for pruning at initialisation. A poor choice at a
 * minimum, where g is noise.
 *
 * @param examples number of training examples used
 */
public record Snip(@Default("128") int examples) implements Criterion {
    public Snip {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Snip() {
        this(128);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] g = network.gradient(examples);
        return groups.sum(i -> Math.abs((double) g[i] * w[i]));
    }
}
