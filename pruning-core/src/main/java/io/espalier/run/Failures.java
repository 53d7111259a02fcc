package io.espalier.run;

import io.espalier.engine.Engine;
import io.espalier.metric.NonFiniteLogitsException;
import io.espalier.prune.UnreachableSparsityException;
import io.espalier.reconstruction.NotConvergedException;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.action.TrialFailure;
import java.io.IOException;

/**
 * A failed trial as a row.
 *
 * @param engine that the trial ran on, which knows its own failures
 */
public record Failures(Engine engine) {
    /** What stands for a trial that {@code cause} ended. */
    public Measurement measurement(Throwable cause, Provenance provenance) {
        ErrorCode code = code(cause);
        return Measurement.failed(new Outcome(code.state(), code, message(cause)), provenance);
    }

    private ErrorCode code(Throwable cause) {
        if (isOutOfMemory(cause)) {
            return ErrorCode.OUT_OF_MEMORY;
        } else if (cause instanceof TrialFailure failure) {
            return failure.code();
        } else if (cause instanceof NonFiniteLogitsException) {
            return ErrorCode.NON_FINITE_LOSS;
        } else if (cause instanceof UnreachableSparsityException || cause instanceof NotConvergedException) {
            return ErrorCode.PRUNING;
        } else if (cause instanceof IOException) {
            return ErrorCode.STORAGE;
        }
        return engine.failure(cause) == Engine.Failure.OTHER ? ErrorCode.INTERNAL : ErrorCode.ENGINE;
    }

    /** Of the Java heap or of the engine's, whatever was about it. */
    private boolean isOutOfMemory(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError || engine.failure(t) == Engine.Failure.OUT_OF_MEMORY) {
                return true;
            }
        }
        return false;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
