package io.espalier.spark.cli;

import io.espalier.config.ConfigException;
import io.espalier.engine.EngineStartException;
import io.espalier.schema.InvalidValueException;
import io.espalier.spark.report.ReportException;
import java.io.IOException;
import java.util.List;

/** A failure in words for who gave the command. */
record Complaint(String text) {
    private static final List<Class<? extends Throwable>> FORESEEN = List.of(
            ConfigException.class,
            InvalidValueException.class,
            ReportException.class,
            EngineStartException.class,
            UnfinishedException.class);

    /** What was foreseen says itself what it is; anything else becomes a line. */
    static Complaint of(Throwable failure) {
        boolean isForeseen = FORESEEN.stream().anyMatch(type -> type.isInstance(failure))
                || (failure instanceof IOException && failure.getMessage() != null);
        return new Complaint(
                isForeseen
                        ? String.valueOf(failure.getMessage())
                        : (failure instanceof Error ? ofError(failure) : oneLine(failure)) + " (--debug tells where)");
    }

    /** What is no exception comes from the machine: no memory, no file descriptors, a library that cannot be loaded. */
    private static String ofError(Throwable error) {
        Throwable first = error;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return "Cannot go on: " + oneLine(first);
    }

    private static String oneLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("").strip();
    }
}
