package io.espalier.recipe;

/** Makes a row of the network as it stands here. The end of a recipe and of each round of a repeat do so anyway. */
public record Measure() implements Step {}
