package io.espalier.criterion;

import io.espalier.prune.Groups;

/**
 * Ranks groups of weights by how much the network would lose without them; larger means keep. Found by
 * {@link java.util.ServiceLoader}: a record whose components are its options, with a no-argument constructor for their
 * defaults.
 */
public interface Criterion {
    /**
     * One finite score per group. A pure function of what {@code network} shows: the same view gives the same scores.
     */
    double[] score(NetworkView network, Groups groups);
}
