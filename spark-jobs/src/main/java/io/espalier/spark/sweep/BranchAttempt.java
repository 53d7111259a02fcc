package io.espalier.spark.sweep;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.unsafe.Platform;
import scala.Function2;
import scala.collection.Iterator;

/**
 * A task of a job, whose partition is one branch. It fails as long as Spark tries it again; what its last attempt throws is
 * its result, so that it costs the other tasks of its job nothing. A class of its own, since Spark reads the byte code
 * around every lambda of every job.
 */
record BranchAttempt(Function<String, Map<String, String>> task)
        implements Function2<TaskContext, Iterator<String>, byte[]>, Serializable {
    private static final int SPARKS_DEFAULT = 4;

    @Override
    public byte[] apply(TaskContext context, Iterator<String> branch) {
        try {
            return run(context, branch.next());
        } catch (Exception e) {
            Platform.throwException(e); // as it is: Scala's functions declare none
            throw new AssertionError(e);
        }
    }

    private byte[] run(TaskContext context, String branch) throws Exception {
        try {
            long start = System.nanoTime();
            Map<String, String> measurements = task.call(branch);
            return BranchResult.done(measurements, Duration.ofNanos(System.nanoTime() - start));
        } catch (Exception e) {
            if (isTriedAgain(context)) {
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
