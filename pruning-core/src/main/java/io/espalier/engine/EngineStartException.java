package io.espalier.engine;

/** The engine cannot be started in this process. The message says why in a line. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineStartException(String message) {
        super(message);
    }

    private EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same failure with its first cause in the message; itself if it is one already. */
    public static EngineStartException because(Throwable failure) {
        if (failure instanceof EngineStartException clear) {
            return clear;
        }
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String reason = first.getMessage() == null ? first.getClass().getName() : first.getMessage();
        return new EngineStartException("Cannot start libtorch: " + reason, failure);
    }
}
