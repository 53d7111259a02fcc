package io.espalier.binding;

import org.jspecify.annotations.Nullable;

/** A value that a record refuses. The message reads {@code Invalid <component>: <value> (must be ...)}. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String component;
    private final String detail;

    public InvalidValueException(String component, @Nullable Object value, String must) {
        super("Invalid " + component + ": " + value + " (must " + must + ")");
        this.component = component;
        this.detail = value + " (must " + must + ")";
    }

    /** The same refusal, seen from further out. */
    public InvalidValueException(String path, InvalidValueException inner) {
        super("Invalid " + path + ": " + inner.detail, inner);
        this.component = path;
        this.detail = inner.detail;
    }

    /** The record component that was refused, in YAML spelling. */
    public String component() {
        return component;
    }

    /** Everything after the path: {@code <value> (must be ...)}. */
    public String detail() {
        return detail;
    }

    /** Throws unless {@code holds}. */
    public static void check(boolean holds, String component, @Nullable Object value, String must) {
        if (!holds) {
            throw new InvalidValueException(component, value, must);
        }
    }
}
