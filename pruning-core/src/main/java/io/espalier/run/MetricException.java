package io.espalier.run;

/** A metric threw, or gave values that are none. */
public final class MetricException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MetricException(String metric, Throwable cause) {
        super("Cannot measure by " + metric + ": " + cause.getMessage(), cause);
    }
}
