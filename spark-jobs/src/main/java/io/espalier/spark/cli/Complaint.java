package io.espalier.spark.cli;

import io.espalier.binding.ConfigException;
import io.espalier.binding.InvalidValueException;
import io.espalier.engine.EngineStartException;
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
        String message = String.valueOf(failure.getMessage());
        boolean isForeseen = FORESEEN.stream().anyMatch(type -> type.isInstance(failure))
                || (failure instanceof IOException && failure.getMessage() != null);
        return new Complaint(isForeseen ? message : ofOther(failure, message) + " (--debug prints the stack trace)");
    }

    private static String ofOther(Throwable failure, String message) {
        if (failure instanceof Error) {
            return ofError(failure);
        }
        return firstLine(message.startsWith("Cannot ") ? message : failure.toString());
    }

    /** What is no exception comes from the machine: no memory, no file descriptors, a library that cannot be loaded. */
    private static String ofError(Throwable error) {
        Throwable first = error;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = String.valueOf(first.getMessage());
        return firstLine(message.startsWith("Cannot ") ? message : "Cannot continue: " + first);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
