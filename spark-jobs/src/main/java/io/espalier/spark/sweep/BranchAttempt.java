package io.espalier.spark.sweep;

import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * A task of a job. It fails as long as Spark tries it again; what its last attempt throws is its result, so that it costs
 * the other tasks of its job nothing.
 */
record BranchAttempt(Function<String, Map<String, String>> task) implements Function<String, byte[]> {
    private static final int SPARKS_DEFAULT = 4;

    @Override
    public byte[] call(String branch) throws Exception {
        try {
            return BranchResult.done(task.call(branch));
        } catch (Exception e) {
            if (isTriedAgain(TaskContext.get())) {
                throw e;
            }
            return BranchResult.failed(e);
        }
    }

    private static boolean isTriedAgain(TaskContext context) {
        int attempts = SparkEnv.get().conf().getInt("spark.task.maxFailures", SPARKS_DEFAULT);
        return context.isInterrupted() || context.attemptNumber() + 1 < attempts;
    }
}
