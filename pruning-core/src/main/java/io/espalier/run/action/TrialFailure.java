package io.espalier.run.action;

import io.espalier.result.TrialRow.ErrorCode;

/** Ends a trial as a row with this code and message. */
public final class TrialFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public TrialFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** @param doing what failed, as in {@code Cannot score with snip}; the cause's own message follows it */
    public TrialFailure(ErrorCode code, String doing, Throwable cause) {
        super(doing + ": " + cause.getMessage(), cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
