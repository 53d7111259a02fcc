package io.espalier.data;

/**
 * The three parts that never mix: weights are fitted on {@code train}, every choice is made on {@code validation},
 * {@code test} is read once per trial.
 *
 * @param hash SHA-256 of all three parts, in hex: the data's part in every step key
 */
public record Splits(Dataset train, Dataset validation, Dataset test, String hash) {}
