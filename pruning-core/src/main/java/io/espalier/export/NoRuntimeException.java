package io.espalier.export;

/** There is nothing on this machine that executes a format. */
public final class NoRuntimeException extends ExportException {
    private static final long serialVersionUID = 1L;

    public NoRuntimeException(String format, String missing) {
        super(format, "it must be run before it is written, and " + missing + " (--unexecuted writes it anyway)");
    }
}
