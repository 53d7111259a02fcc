package io.espalier.spark.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/** Why a Spark job failed, in the words of its task instead of Spark's. */
final class TaskFailure {
    private static final Pattern LAST_ATTEMPT = Pattern.compile("most recent failure: (.+)");

    private TaskFailure() {}

    /** What the last attempt of the task threw, or, where its executor was lost, the line that says so. */
    static Throwable causeOf(Throwable job) {
        Throwable cause = job;
        while (cause instanceof SparkException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SparkException && cause.getMessage() != null) {
            Matcher last = LAST_ATTEMPT.matcher(cause.getMessage());
            return last.find() ? new SparkException(last.group(1)) : cause;
        }
        return cause;
    }
}
