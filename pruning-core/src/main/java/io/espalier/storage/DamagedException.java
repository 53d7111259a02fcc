package io.espalier.storage;

import java.io.IOException;

/**
 * Stored bytes that are not what was written: cut short, changed, or not of their format. What they held has to be
 * computed again. The message reads {@code Cannot read <thing>: damaged (<detail>)}.
 */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String thing, String detail) {
        super("Cannot read " + thing + ": damaged (" + detail + ")");
    }

    public DamagedException(String thing, Exception cause) {
        super("Cannot read " + thing + ": damaged (" + cause.getMessage() + ")", cause);
    }
}
