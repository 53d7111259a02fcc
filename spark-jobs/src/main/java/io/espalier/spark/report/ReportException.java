package io.espalier.spark.report;

import org.jspecify.annotations.Nullable;

/** A report that cannot be made. The message reads {@code Cannot <verb> <thing>: <reason>}. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
