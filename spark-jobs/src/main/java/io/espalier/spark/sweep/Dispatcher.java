package io.espalier.spark.sweep;

import io.espalier.plan.Branch;
import io.espalier.plan.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.TrialRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cluster busy: every branch is a Spark job of one task, submitted as soon as the branch that it grows from is
 * done, the longest remaining path first. As many jobs are in flight as there are slots, and as many again, so that no
 * slot waits for the driver.
 */
final class Dispatcher {
    static final Comparator<Branch> LONGEST_PATH_FIRST =
            Comparator.comparingDouble(Branch::path).reversed();
    static final int JOBS_PER_SLOT = 2;

    /** What became of a branch: measurements, or the reason that there are none. */
    record Finished(
            Branch branch,
            Map<StepKey, Measurement> measurements,
            @Nullable Throwable failure) {}

    /** Hears of branches as they finish, on the dispatcher's own thread. */
    interface Listener {
        void finished(Finished finished) throws Exception;

        /** Called now and then while nothing finishes. */
        void tick() throws Exception;
    }

    private final JavaSparkContext spark;
    private final Function<String, Map<String, String>> task;
    private final Comparator<Branch> order;
    private final IntSupplier jobs;
    private volatile boolean stopped;

    /**
     * @param task turns a branch into measurements, both as text
     * @param order of branches that could start
     * @param jobs how many may be in flight, as of now
     */
    Dispatcher(
            JavaSparkContext spark,
            Function<String, Map<String, String>> task,
            Comparator<Branch> order,
            IntSupplier jobs) {
        this.spark = spark;
        this.task = task;
        this.order = order;
        this.jobs = jobs;
    }

    /** Fills the slots that the cluster has at each moment. */
    static Dispatcher filling(JavaSparkContext spark, Function<String, Map<String, String>> task) {
        return new Dispatcher(spark, task, LONGEST_PATH_FIRST, () -> JOBS_PER_SLOT * spark.defaultParallelism());
    }

    /**
     * Returns when every branch, and every branch that grows from one, has finished or cannot be done.
     *
     * @throws StoppedException if told to stop; the listener has heard of all that had finished
     * @throws IllegalStateException if Spark was stopped meanwhile: no branch fails for that
     */
    void run(List<Branch> branches, Listener listener) throws Exception {
        PriorityQueue<Branch> ready = new PriorityQueue<>(order);
        ready.addAll(branches);
        ExecutorService submitters = Executors.newCachedThreadPool(Dispatcher::daemon);
        try {
            CompletionService<Finished> running = new ExecutorCompletionService<>(submitters);
            int inFlight = 0;
            while (inFlight > 0 || !ready.isEmpty()) {
                if (stopped) {
                    throw stop(running, listener);
                }
                while (inFlight < jobs.getAsInt() && !ready.isEmpty()) {
                    Branch branch = ready.remove();
                    running.submit(() -> submit(branch));
                    inFlight++;
                }
                Future<Finished> done = running.poll(1, TimeUnit.SECONDS);
                if (done == null) {
                    listener.tick();
                } else {
                    inFlight--;
                    ready.addAll(settle(done.get(), listener));
                }
            }
        } finally {
            submitters.shutdownNow();
        }
    }

    /** Makes {@link #run} stop, from any thread. */
    void stop() {
        stopped = true;
    }

    private static StoppedException stop(CompletionService<Finished> running, Listener listener) throws Exception {
        for (Future<Finished> done = running.poll(); done != null; done = running.poll()) {
            settle(done.get(), listener);
        }
        return new StoppedException();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "branch-submitter");
        thread.setDaemon(true);
        return thread;
    }

    private Finished submit(Branch branch) {
        try {
            List<Map<String, String>> texts = spark.parallelize(List.of(BranchTask.encode(branch)), 1)
                    .map(task)
                    .collect();
            return new Finished(branch, decode(texts.get(0)), null);
        } catch (Exception e) {
            if (spark.sc().isStopped()) {
                throw new IllegalStateException("Cannot go on: Spark was stopped", e);
            }
            return new Finished(branch, Map.of(), TaskFailure.causeOf(e));
        }
    }

    private static Map<StepKey, Measurement> decode(Map<String, String> texts) throws Exception {
        Map<StepKey, Measurement> measurements = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            byte[] json = text.getValue().getBytes(StandardCharsets.UTF_8);
            measurements.put(new StepKey(text.getKey()), MeasurementJson.read(json));
        }
        return measurements;
    }

    /**
     * Passes the news on; what grows from a place that failed fails with it, for the same reason.
     *
     * @return what can start now
     */
    private static List<Branch> settle(Finished finished, Listener listener) throws Exception {
        listener.finished(finished);
        List<Branch> ready = new ArrayList<>();
        for (Branch next : finished.branch().next()) {
            Measurement start = finished.measurements().get(next.start());
            if (finished.failure() == null && (start == null || isCompleted(start))) {
                ready.add(next);
            } else {
                settle(new Finished(next, lost(next, start), finished.failure()), listener);
            }
        }
        return ready;
    }

    private static boolean isCompleted(Measurement measurement) {
        return measurement.outcome().state() == TrialRow.State.COMPLETED;
    }

    private static Map<StepKey, Measurement> lost(Branch branch, @Nullable Measurement reason) {
        return reason == null
                ? Map.of()
                : branch.ends().stream().collect(Collectors.toMap(key -> key, key -> reason, (one, same) -> one));
    }
}
