package io.espalier.run;

/** Work took longer than a trial may. The trial ends as a row with state TIMEOUT. */
public final class TimedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOutException(double seconds) {
        super("Cannot finish within the limit of " + seconds + " s");
    }
}
