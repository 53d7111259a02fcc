package io.espalier.run.action;

/** Training left the finite numbers. The trial ends as a row with state DIVERGED. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DivergedException(int trainStep, long iteration, double loss) {
        super("Cannot go on training: the loss is " + loss + " at iteration " + iteration + " of train step "
                + trainStep);
    }
}
