package io.espalier.export;

import io.espalier.network.op.Op;
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

    /** The format has no way to say an operator. */
    public static ExportException operator(String format, Op op, String node) {
        return new ExportException(
                format, "it has no " + op.getClass().getSimpleName() + " (node " + node + " of the network)");
    }
}
