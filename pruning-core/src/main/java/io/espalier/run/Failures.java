package io.espalier.run;

import io.espalier.metric.NonFiniteLogitsException;
import io.espalier.prune.UnreachableSparsityException;
import io.espalier.reconstruction.NotConvergedException;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.result.TrialRow.State;
import io.espalier.run.action.BaselineException;
import io.espalier.run.action.CriterionException;
import io.espalier.run.action.DivergedException;
import java.io.IOException;

/** A failed trial as a row. */
public final class Failures {
    private Failures() {}

    /** What stands for a trial that {@code cause} ended. */
    public static Measurement measurement(Throwable cause, Provenance provenance) {
        return Measurement.failed(new Outcome(state(cause), code(cause), message(cause)), provenance);
    }

    private static State state(Throwable cause) {
        if (hasDiverged(cause)) {
            return State.DIVERGED;
        }
        if (cause instanceof TimedOutException) {
            return State.TIMEOUT;
        }
        return isOutOfMemory(cause) ? State.OUT_OF_MEMORY : State.FAILED;
    }

    private static boolean hasDiverged(Throwable cause) {
        return cause instanceof DivergedException || cause instanceof NonFiniteLogitsException;
    }

    /** Of the limit, of the Java heap, or of libtorch's allocator, which tells only in words. */
    private static boolean isOutOfMemory(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError
                    || t instanceof TooLargeException
                    || String.valueOf(t.getMessage()).contains("DefaultCPUAllocator")) {
                return true;
            }
        }
        return false;
    }

    private static ErrorCode code(Throwable cause) {
        if (hasDiverged(cause)) {
            return ErrorCode.NON_FINITE_LOSS;
        } else if (cause instanceof TimedOutException) {
            return ErrorCode.TIMEOUT;
        } else if (isOutOfMemory(cause)) {
            return ErrorCode.OUT_OF_MEMORY;
        } else if (cause instanceof CriterionException) {
            return ErrorCode.CRITERION;
        } else if (cause instanceof MetricException) {
            return ErrorCode.METRIC;
        } else if (cause instanceof BaselineException) {
            return ErrorCode.ENGINE;
        } else if (cause instanceof UnreachableSparsityException || cause instanceof NotConvergedException) {
            return ErrorCode.PRUNING;
        } else if (cause instanceof IOException) {
            return ErrorCode.STORAGE;
        }
        return cause.getClass().getName().startsWith("ai.djl") ? ErrorCode.ENGINE : ErrorCode.INTERNAL;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
