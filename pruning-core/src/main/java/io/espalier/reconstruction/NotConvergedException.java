package io.espalier.reconstruction;

/** A reconstruction that is not as near to its end as was asked for, after all iterations that it had. */
public final class NotConvergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotConvergedException(String node, int iterations, double tolerance) {
        super("Cannot reconstruct " + node + ": " + iterations + " iterations do not reduce both residuals to "
                + tolerance + " of their size (raise iterations or tolerance)");
    }
}
