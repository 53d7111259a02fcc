package io.espalier.data;

import org.jspecify.annotations.Nullable;

/**
 * One number that a column of a table gives, before it is scaled.
 *
 * @param level whose indicator it is, {@code other} for all that have none of their own; null for a number
 * @param fill what stands for a missing number; null where none may be missing
 */
public record EncodedFeature(
        String column, @Nullable String level, @Nullable Double fill) {
    static final String OTHER = "other";

    /** A name that no other feature of the table has. */
    public String name() {
        return level == null ? column : column + "=" + level;
    }
}
