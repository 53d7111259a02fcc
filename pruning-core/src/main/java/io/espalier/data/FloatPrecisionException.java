package io.espalier.data;

import java.io.IOException;

/** A feature differs between examples, and is (almost) the same float in all of them. */
public final class FloatPrecisionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String lost;

    /** @param feature what it is called; {@code least} and {@code most} what it goes from and to */
    FloatPrecisionException(String feature, double least, double most) {
        this(feature + " goes from " + least + " to " + most + ", which floats do not tell apart");
    }

    private FloatPrecisionException(String lost) {
        super("Cannot scale the data: " + lost + " (scaling: per-feature takes the offset off first)");
        this.lost = lost;
    }

    /** The feature and its range, without what it was needed for. */
    public String lost() {
        return lost;
    }
}
