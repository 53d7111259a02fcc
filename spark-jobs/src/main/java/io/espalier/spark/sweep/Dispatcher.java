package io.espalier.spark.sweep;

import io.espalier.plan.Branch;
import io.espalier.plan.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.TrialRow;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cluster busy: every branch is a Spark job of one task, submitted as soon as the branch that it grows from is
 * done, the longest remaining path first. As many jobs are in flight as there are slots, and as many again, so that no
 * slot waits for the driver.
 */
final class Dispatcher {
    private static final int JOBS_PER_SLOT = 2;

    /** What became of a branch: measurements, or the reason that there are none. */
    record Finished(
            Branch branch,
            Map<StepKey, Measurement> measurements,
            @Nullable Exception failure) {}

    /** Hears of branches as they finish, on the dispatcher's own thread. */
    interface Listener {
        void finished(Finished finished) throws Exception;

        /** Called now and then while nothing finishes. */
        void tick() throws Exception;
    }

    private final JavaSparkContext spark;
    private final BranchTask task;
    private final PriorityQueue<Branch> ready =
            new PriorityQueue<>(Comparator.comparingDouble(Branch::path).reversed());
    private final BlockingQueue<Finished> done = new LinkedBlockingQueue<>();

    Dispatcher(JavaSparkContext spark, BranchTask task) {
        this.spark = spark;
        this.task = task;
    }

    /** Returns when every branch, and every branch that grows from one, has finished or cannot be done. */
    void run(List<Branch> branches, Listener listener) throws Exception {
        int slots = JOBS_PER_SLOT * spark.defaultParallelism();
        ExecutorService submitters = Executors.newFixedThreadPool(slots, Dispatcher::daemon);
        try {
            ready.addAll(branches);
            int running = 0;
            while (running > 0 || !ready.isEmpty()) {
                while (running < slots && !ready.isEmpty()) {
                    Branch branch = ready.remove();
                    submitters.execute(() -> done.add(submit(branch)));
                    running++;
                }
                Finished finished = done.poll(1, TimeUnit.SECONDS);
                if (finished == null) {
                    listener.tick();
                } else {
                    running--;
                    settle(finished, listener);
                }
            }
        } finally {
            submitters.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "branch-submitter");
        thread.setDaemon(true);
        return thread;
    }

    private Finished submit(Branch branch) {
        try {
            List<? extends Map<String, String>> texts = spark.parallelize(List.of(BranchTask.encode(branch)), 1)
                    .map(task)
                    .collect();
            Map<StepKey, Measurement> measurements = new HashMap<>();
            for (Map.Entry<String, String> text : texts.get(0).entrySet()) {
                byte[] json = text.getValue().getBytes(StandardCharsets.UTF_8);
                measurements.put(new StepKey(text.getKey()), MeasurementJson.read(json));
            }
            return new Finished(branch, measurements, null);
        } catch (Exception e) {
            return new Finished(branch, Map.of(), e);
        }
    }

    /** Passes the news on; what grows from a place that failed fails with it, for the same reason. */
    private void settle(Finished finished, Listener listener) throws Exception {
        listener.finished(finished);
        for (Branch next : finished.branch().next()) {
            Measurement start = finished.measurements().get(next.start());
            if (finished.failure() == null && (start == null || isCompleted(start))) {
                ready.add(next);
            } else {
                settle(new Finished(next, lost(next, start), finished.failure()), listener);
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
