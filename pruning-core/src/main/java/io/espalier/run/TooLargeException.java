package io.espalier.run;

/** Work would take more memory than a trial may. The trial ends as a row with state OUT_OF_MEMORY, without being begun. */
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MEBI = 20;

    TooLargeException(long needed, long limit) {
        super("Cannot train: it takes at least " + (needed >> MEBI) + " MiB (the limit is " + (limit >> MEBI)
                + " MiB)");
    }
}
