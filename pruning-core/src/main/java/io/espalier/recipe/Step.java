package io.espalier.recipe;

/** One line of a recipe. */
public sealed interface Step permits Train, Prune, Rewind, Reinitialize, Recalibrate, Measure, Repeat {}
