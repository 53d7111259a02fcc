package io.espalier.data;

import java.io.IOException;

/** A feature differs between examples, and is (almost) the same float in all of them. */
final class FloatPrecisionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param feature what it is called; {@code least} and {@code most} what it goes from and to */
    FloatPrecisionException(String feature, double least, double most) {
        super("Cannot scale the data: " + feature + " goes from " + least + " to " + most
                + ", too close together for float32 (scaling: per-feature subtracts the offset first)");
    }
}
