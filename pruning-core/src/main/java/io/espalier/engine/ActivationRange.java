package io.espalier.engine;

/** The closed interval of the values that a node of a network gives over some examples. */
public record ActivationRange(float least, float largest) {
    /** The least interval that holds both. */
    public ActivationRange with(ActivationRange other) {
        return new ActivationRange(Math.min(least, other.least), Math.max(largest, other.largest));
    }
}
