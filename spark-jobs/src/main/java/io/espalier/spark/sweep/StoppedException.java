package io.espalier.spark.sweep;

/** A sweep was told to stop. What is finished has its rows or is in the store; running it again goes on from there. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("Cannot continue: stop requested");
    }
}
