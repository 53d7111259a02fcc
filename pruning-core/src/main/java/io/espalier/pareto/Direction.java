package io.espalier.pareto;

/** Which end of an objective is better. */
public enum Direction {
    MINIMIZE,
    MAXIMIZE
}
