package io.espalier.engine;

import io.espalier.data.Dataset;
import io.espalier.random.RandomKey;

/**
 * Examples in an order, read from the front.
 *
 * @param order a permutation of the examples
 * @param key to all that is drawn meanwhile
 */
@SuppressWarnings("ArrayRecordComponent")
public record OrderedExamples(Dataset data, int[] order, RandomKey key) {}
