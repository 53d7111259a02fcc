package io.espalier.run.action;

/** A criterion threw, or gave scores that cannot be ranked. */
public final class CriterionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CriterionException(String criterion, Throwable cause) {
        super("Cannot score by " + criterion + ": " + cause.getMessage(), cause);
    }
}
