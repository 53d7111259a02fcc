package io.espalier.metric;

import io.espalier.binding.InvalidValueException;

/** Which end of an objective is better. Spelled {@code min} or {@code max}, or in full. */
public enum Direction {
    MINIMIZE("min", 1),
    MAXIMIZE("max", -1);

    private final String spelling;
    private final int sign;

    Direction(String spelling, int sign) {
        this.spelling = spelling;
        this.sign = sign;
    }

    /** @throws InvalidValueException unless {@code spelling} names a direction */
    public static Direction parse(String spelling) {
        for (Direction direction : values()) {
            if (direction.spelling.equals(spelling) || direction.name().equalsIgnoreCase(spelling)) {
                return direction;
            }
        }
        throw new InvalidValueException("direction", spelling, "be min or max");
    }

    /** The value with its sign set so that less is better, or back again; never -0. */
    public double orient(double value) {
        return sign * value + 0.0;
    }

    @Override
    public String toString() {
        return spelling;
    }
}
