package io.espalier.run.action;

/** A baseline threw, or gave coefficients that are none of its network. */
public final class BaselineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BaselineException(String baseline, Throwable cause) {
        super("Cannot fit " + baseline + ": " + cause.getMessage(), cause);
    }
}
