package io.espalier.export;

import java.io.IOException;

/** A network cannot be exported. The message reads {@code Cannot export <format>: <reason>}. */
public final class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    public ExportException(String format, String reason) {
        super("Cannot export " + format + ": " + reason);
    }

    public ExportException(String format, Throwable cause) {
        super("Cannot export " + format + ": " + cause.getMessage(), cause);
    }
}
