package io.espalier.network.op;

import java.util.List;

/** Checks of the shapes that an operator is given. */
final class Inputs {
    private Inputs() {}

    /** @throws IllegalArgumentException naming the shapes and what they must be, unless it holds */
    static void require(boolean holds, List<Shape> shapes, String must) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid input: " + shapes + " (must be " + must + ")");
        }
    }
}
