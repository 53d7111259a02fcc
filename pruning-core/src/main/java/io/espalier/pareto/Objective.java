package io.espalier.pareto;

/** A column of the trials table and which end of it is better. */
public record Objective(String column, Direction direction) {}
