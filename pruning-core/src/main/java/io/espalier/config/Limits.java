package io.espalier.config;

import static io.espalier.schema.InvalidValueException.check;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a trial may take before it is ended. No part of what a trial is: with other limits it has the same numbers.
 *
 * @param seconds wall time of the training behind a trial, wherever it ran, and of all else that is done on its way
 *     since the last stored snapshot, its evaluation included; null for no limit
 */
public record Limits(@Nullable Double seconds) implements Serializable {
    /** Nothing is limited. */
    public static final Limits NONE = new Limits(null);

    public Limits {
        check(seconds == null || seconds > 0, "seconds", seconds, "be more than 0");
    }
}
