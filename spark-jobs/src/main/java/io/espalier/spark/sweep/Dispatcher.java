package io.espalier.spark.sweep;

import io.espalier.plan.Branch;
import io.espalier.plan.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
            texts.get(0)
                    .forEach((key, json) -> measurements.put(
                            new StepKey(key), MeasurementJson.read(json.getBytes(StandardCharsets.UTF_8))));
            return new Finished(branch, measurements, null);
        } catch (Exception e) {
            return new Finished(branch, Map.of(), e);
        }
    }

    /** Passes the news on; what grows from a failed branch fails with it. */
    private void settle(Finished finished, Listener listener) throws Exception {
        if (finished.failure() == null) {
            listener.finished(finished);
            ready.addAll(finished.branch().next());
            return;
        }
        Queue<Branch> lost = new ArrayDeque<>(List.of(finished.branch()));
        while (!lost.isEmpty()) {
            Branch branch = lost.remove();
            listener.finished(new Finished(branch, Map.of(), finished.failure()));
            lost.addAll(branch.next());
        }
    }
}
