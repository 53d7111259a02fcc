package io.espalier.spark.sweep;

/** Whether trials share what they have in common; without, every trial runs from its seed alone. */
public enum Sharing {
    SHARED,
    ISOLATED
}
