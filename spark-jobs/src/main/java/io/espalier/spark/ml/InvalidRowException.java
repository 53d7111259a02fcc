package io.espalier.spark.ml;

import io.espalier.binding.InvalidValueException;
import java.util.Map;
import org.apache.spark.SparkThrowable;

/**
 * A row that a model cannot predict. Spark throws a task's exception on as it is only if it has a condition; of others it
 * makes one of its own, whose message is a stack trace.
 */
final class InvalidRowException extends IllegalArgumentException implements SparkThrowable {
    private static final long serialVersionUID = 1L;

    private final String text;

    InvalidRowException(InvalidValueException cause) {
        this(cause.getMessage() + "; handleInvalid: skip drops such rows", cause);
    }

    private InvalidRowException(String text, InvalidValueException cause) {
        super(text, cause);
        this.text = text;
    }

    /** {@inheritDoc} The one of Spark's conditions that is nothing but a message. */
    @Override
    public String getCondition() {
        return "USER_RAISED_EXCEPTION";
    }

    @Override
    public Map<String, String> getMessageParameters() {
        return Map.of("errorMessage", text);
    }
}
