package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cluster busy: every branch is a task, submitted once the branches that it grows from and looks at are done, the
 * longest remaining path first. As many branches are in flight as there are slots, and as many again, so that no slot waits for the
 * driver; what became ready meanwhile goes out as one job, which costs the driver little more than a job of one.
 */
final class Dispatcher {
    static final Comparator<Branch> LONGEST_PATH_FIRST =
            Comparator.comparingDouble(Branch::path).reversed();
    static final int BRANCHES_PER_SLOT = 2;

    /** A job is submitted when one in so many of the branches in flight has finished. */
    static final int ROOM_WORTH_A_JOB = 4;

    private static final String SPARK_STOPPED = "Cannot continue: Spark was stopped";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /**
     * What became of a branch: measurements, or the reason that there are none.
     *
     * @param took how long its task ran; empty where it failed or never ran
     */
    record Finished(
            Branch branch,
            Map<StepKey, Measurement> measurements,
            @Nullable Throwable failure,
            Optional<Duration> took) {
        /** One that has none. */
        static Finished failed(Branch branch, Throwable failure) {
            return new Finished(branch, Map.of(), failure, Optional.empty());
        }
    }

    /** Hears of branches as they finish, on the dispatcher's own thread. */
    interface Listener {
        /** Hears of branches that were submitted, to start in this order as slots become free. */
        void submitted(List<Branch> branches, int slots);

        void finished(Finished finished) throws Exception;

        /** Called now and then while nothing finishes. */
        void tick() throws Exception;
    }

    private final JavaSparkContext spark;
    private final Function<String, Map<String, String>> task;
    private final Comparator<Branch> order;
    private final IntSupplier capacity;
    private volatile boolean stopped;

    /**
     * @param task turns a branch into measurements, both as text
     * @param order of branches that could start
     * @param capacity how many may be in flight, as of now
     */
    Dispatcher(
            JavaSparkContext spark,
            Function<String, Map<String, String>> task,
            Comparator<Branch> order,
            IntSupplier capacity) {
        this.spark = spark;
        this.task = task;
        this.order = order;
        this.capacity = capacity;
    }

    /** Fills the slots that the cluster has at each moment. */
    static Dispatcher filling(JavaSparkContext spark, Function<String, Map<String, String>> task) {
        return new Dispatcher(spark, task, LONGEST_PATH_FIRST, () -> BRANCHES_PER_SLOT * spark.defaultParallelism());
    }

    /**
     * Returns when every branch, and every branch that grows from one, has finished or cannot be done.
     *
     * @throws StoppedException if told to stop; the listener has heard of all that had finished
     * @throws IllegalStateException if Spark was stopped meanwhile: no branch fails for that
     */
    void run(List<Branch> branches, Listener listener) throws Exception {
        WaitingBranches ready = new WaitingBranches(order);
        branches.forEach(ready::add);
        try (BranchJobs jobs = new BranchJobs(spark, task)) {
            run(ready, jobs, listener);
        } catch (IllegalStateException e) {
            throw spark.sc().isStopped() ? new IllegalStateException(SPARK_STOPPED, e) : e;
        }
    }

    private void run(WaitingBranches ready, BranchJobs jobs, Listener listener) throws Exception {
        while (jobs.inFlight() > 0 || !ready.isEmpty()) {
            if (stopped) {
                finish(jobs.await(Duration.ZERO), listener, ready);
                throw new StoppedException();
            }
            List<Branch> job = next(ready, jobs.inFlight());
            listener.submitted(job, capacity.getAsInt() / BRANCHES_PER_SLOT);
            jobs.submit(job);
            List<Finished> finished = jobs.await(LONGEST_WAIT);
            finish(finished, listener, ready);
            if (finished.isEmpty()) {
                listener.tick();
            }
        }
        ready.requireNoneHeld();
    }

    /** The next job: as many branches as there is room for, once that is worth a job. */
    private List<Branch> next(WaitingBranches ready, int inFlight) {
        int limit = capacity.getAsInt();
        List<Branch> job = new ArrayList<>();
        if (inFlight <= limit - limit / ROOM_WORTH_A_JOB) {
            while (inFlight + job.size() < limit && !ready.isEmpty()) {
                job.add(ready.next());
            }
        }
        return job;
    }

    /** Makes {@link #run} stop, from any thread. */
    void stop() {
        spark.setLogLevel("OFF"); // what it says of tasks that are cut off is of no use
        stopped = true;
    }

    private void finish(List<Finished> news, Listener listener, WaitingBranches ready) throws Exception {
        for (Finished finished : news) {
            if (finished.failure() != null && spark.sc().isStopped()) {
                throw new IllegalStateException(SPARK_STOPPED, finished.failure());
            }
            finish(finished, listener, ready);
        }
    }

    /** Passes the news on; what grows from a place that failed fails with it, for the same reason. */
    private static void finish(Finished finished, Listener listener, WaitingBranches ready) throws Exception {
        listener.finished(finished);
        ready.finished(finished.branch());
        for (Branch next : finished.branch().next()) {
            Measurement start = finished.measurements().get(next.start());
            if (finished.failure() == null && (start == null || isCompleted(start))) {
                ready.add(next);
            } else {
                finish(new Finished(next, lost(next, start), finished.failure(), Optional.empty()), listener, ready);
            }
        }
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
