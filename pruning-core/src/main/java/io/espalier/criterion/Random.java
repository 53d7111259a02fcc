package io.espalier.criterion;

import io.espalier.prune.Groups;
import io.espalier.random.RandomKey;
import java.util.stream.IntStream;

/**
 * s = a uniform random number, from the step's own key. The baseline that every criterion has to beat; a poor choice for
 * anything else.
 */
public record Random() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        RandomKey key = network.random().with("random");
        return IntStream.range(0, groups.count()).mapToDouble(key::uniform).toArray();
    }
}
