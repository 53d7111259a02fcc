package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.spark.sweep.Dispatcher.Finished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Branches on the cluster: many to a Spark job, one to a task, each heard of as soon as its task is done. Where a whole job
 * fails, as when executors are lost under one of its tasks again and again, the branches that had not finished run again,
 * each in a job of its own, so that only the one at fault fails. A branch that fits a baseline runs on the driver instead;
 * its jobs are those of the fit.
 */
final class BranchJobs implements AutoCloseable {
    private static final ClassTag<byte[]> BYTES = ClassTag.apply(byte[].class);

    private final JavaSparkContext spark;
    private final BranchAttempt attempt;
    private final ExecutorService submitters = Executors.newCachedThreadPool(BranchJobs::daemon);
    private final BlockingQueue<Supplier<Finished>> results = new LinkedBlockingQueue<>();
    private int inFlight;

    /** @param task turns a branch into measurements, both as text */
    BranchJobs(JavaSparkContext spark, Function<String, Map<String, String>> task) {
        this.spark = spark;
        this.attempt = new BranchAttempt(task);
    }

    /** Branches that were submitted and have not been told of. */
    int inFlight() {
        return inFlight;
    }

    /** Submits a job; its branches start in this order. */
    void submit(List<Branch> branches) {
        inFlight += branches.size();
        List<Branch> job = branches.stream().filter(b -> !b.isForDriver()).toList();
        if (!job.isEmpty()) {
            submitters.execute(() -> run(job));
        }
        branches.stream().filter(Branch::isForDriver).forEach(b -> submitters.execute(() -> runHere(b)));
    }

    private void runHere(Branch branch) {
        Finished finished;
        try {
            long start = System.nanoTime();
            Map<String, String> texts = attempt.task().call(BranchTask.encode(branch));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            finished = new Finished(branch, measurements(texts), null, Optional.of(took));
        } catch (Exception | Error e) { // whatever it is, the branch is heard of
            finished = Finished.failed(branch, e);
        }
        if (!submitters.isShutdown()) {
            Finished news = finished;
            results.add(() -> news);
        }
    }

    /** All that has finished since the last call; waits for the first. */
    List<Finished> await(Duration longest) throws InterruptedException {
        List<Supplier<Finished>> news = new ArrayList<>();
        Supplier<Finished> first = results.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            news.add(first);
            results.drainTo(news);
            inFlight -= news.size();
        }
        return news.stream().map(Supplier::get).toList();
    }

    private void run(List<Branch> branches) {
        Map<Integer, Branch> open = new ConcurrentHashMap<>();
        branches.forEach(branch -> open.put(open.size(), branch));
        try {
            submit(branches, (task, bytes) -> {
                results.add(() -> finished(branches.get((int) task), bytes));
                open.remove((int) task);
                return BoxedUnit.UNIT;
            });
        } catch (Exception | Error e) { // or the branches would never be heard of
            if (!submitters.isShutdown()) {
                failed(List.copyOf(open.values()), branches.size(), TaskFailure.causeOf(e));
            }
        }
    }

    private void submit(List<Branch> branches, Function2<Object, byte[], BoxedUnit> handler) {
        List<String> texts = branches.stream().map(BranchTask::encode).toList();
        RDD<String> tasks = spark.parallelize(texts, texts.size()).rdd();
        spark.sc().runJob(tasks, attempt, Range$.MODULE$.apply(0, texts.size()), handler, BYTES);
    }

    private void failed(List<Branch> open, int size, Throwable cause) {
        for (Branch branch : open) {
            if (size == 1) {
                results.add(() -> Finished.failed(branch, cause));
            } else {
                submitters.execute(() -> run(List.of(branch)));
            }
        }
    }

    private static Finished finished(Branch branch, byte[] bytes) {
        try {
            BranchResult result = BranchResult.of(bytes);
            Throwable failure = result.failure();
            return failure == null
                    ? new Finished(branch, measurements(result.measurements()), null, Optional.of(result.took()))
                    : Finished.failed(branch, failure);
        } catch (IOException e) {
            return Finished.failed(branch, e);
        }
    }

    private static Map<StepKey, Measurement> measurements(Map<String, String> texts) throws IOException {
        Map<StepKey, Measurement> measurements = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            byte[] json = text.getValue().getBytes(StandardCharsets.UTF_8);
            measurements.put(new StepKey(text.getKey()), MeasurementJson.read(json));
        }
        return measurements;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "branch-submitter");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        submitters.shutdownNow();
    }
}
