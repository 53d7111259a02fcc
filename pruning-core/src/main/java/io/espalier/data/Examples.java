package io.espalier.data;

import org.jspecify.annotations.Nullable;

/**
 * What a source gives: examples to split, and the standard test set where the source has one.
 *
 * @param test the source's own test set; where null, a test part is split off
 */
public record Examples(Dataset examples, @Nullable Dataset test) {}
