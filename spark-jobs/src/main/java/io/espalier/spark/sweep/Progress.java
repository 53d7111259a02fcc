package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CostModel;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.State;
import io.espalier.storage.Requests;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** The line that tells how far a sweep is: trials done, failed and cached, steps, time left. */
public final class Progress {
    private static final int REFRESH_ON_TERMINAL = 500;
    private static final int REFRESH_IN_LOG = 5000;
    private static final int WIDTH = 140;

    private final PrintStream out;

    @SuppressWarnings("SystemConsoleNull") // Java 17: null where output goes to a file
    private final boolean terminal = System.console() != null;

    private @Nullable ProgressBar bar;
    private int done;
    private int failed;
    private final Map<State, Integer> failures = new EnumMap<>(State.class);
    private int cached;
    private int planned;
    private int assessed;
    private long stepsPlanned;
    private long stepsDone;
    private final RemainingWork work = new RemainingWork();
    private final RequestCounter requests = new RequestCounter();
    private volatile String counts = "";
    private final TrainingCounter training = new TrainingCounter();
    private @Nullable Prediction prediction;
    private volatile long ended;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Counts what the sweep asks of its storages. */
    public RequestCounter requests() {
        return requests;
    }

    /** Counts mini-batches of running branches, which the time left goes by. */
    TrainingCounter training(JavaSparkContext spark) {
        return training.listening(spark, soFar -> work.trained(soFar, System.nanoTime()));
    }

    void begin(int trials, int committed) {
        cached = committed;
        planned = trials;
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("trials")
                .setInitialMax(trials)
                .startsFrom(committed, Duration.ZERO)
                .setEtaFunction(state -> work.left(System.nanoTime()))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? REFRESH_ON_TERMINAL : REFRESH_IN_LOG)
                .setConsumer(consumer());
        bar = (terminal ? builder.continuousUpdate() : builder).build();
        show();
    }

    private ProgressBarConsumer consumer() {
        return terminal
                ? new ConsoleProgressBarConsumer(out, WIDTH)
                : new DelegatingProgressBarConsumer(out::println, WIDTH);
    }

    /** @param factors of the costs that are planned */
    void planned(List<Branch> branches, CostModel costs, CostFactors factors) {
        stepsPlanned =
                stepsDone + branches.stream().mapToLong(Branch::stepsInAll).sum();
        double starting = CostModel.SECONDS_TO_START * factors.factor(MeasuredCosts.START);
        work.planned(branches, branch -> factors.of(costs.byKind(branch)), starting, System.nanoTime());
        show();
    }

    void submitted(List<Branch> branches, int slots) {
        long now = System.nanoTime();
        work.submitted(branches, slots, now);
        if (prediction == null) {
            prediction = new Prediction(work.left(now).orElse(Duration.ZERO), work.expected(), now);
        }
    }

    /** These with what work took in this run. */
    CostFactors learned(CostFactors factors) {
        return factors.times(work.factors());
    }

    void known(Measurement measurement) {
        cached++;
        count(measurement);
    }

    void done(Measurement measurement) {
        done++;
        count(measurement);
    }

    void assessed() {
        assessed++;
    }

    private void count(Measurement measurement) {
        State state = measurement.outcome().state();
        if (state != State.COMPLETED) {
            failed++;
            failures.merge(state, 1, Integer::sum);
        }
        if (bar != null) {
            bar.step();
        }
        show();
    }

    void branch(Branch branch, Optional<Duration> took) {
        stepsDone += branch.steps();
        work.done(branch, took, System.nanoTime());
        show();
    }

    void tick() {
        show();
    }

    /** For other programs, on any thread, as in {@code 120 of 330 trials, 0 failed, 0:00:21 left}; empty before it begins. */
    public String text() {
        return counts.isEmpty() || ended != 0
                ? counts
                : counts
                        + work.left(System.nanoTime())
                                .map(left -> ", " + Prediction.clock(left) + " left")
                                .orElse("");
    }

    private void show() {
        counts = (done + cached) + " of " + planned + " trials, " + failed + " failed";
        if (bar != null) {
            bar.setExtraMessage(" done " + done + ", failed " + failed + ", cached " + cached + ", steps " + stepsDone
                    + "/" + stepsPlanned);
        }
    }

    void end() {
        ended = System.nanoTime();
        training.close();
        if (bar != null) {
            bar.close();
        }
    }

    private String count(State state, String words) {
        return failures.containsKey(state) ? ", " + failures.get(state) + " " + words : "";
    }

    /** A line that compares the time that was expected with what it took; none where nothing was to be done. */
    public Optional<String> prediction() {
        return Optional.ofNullable(prediction)
                .filter(made -> made.coreSeconds() > 0)
                .map(made -> made.text(Duration.ofNanos(ended - made.begin()), work.busy()));
    }

    /** Trials that ended in this run. */
    public int run() {
        return done;
    }

    /** Trials that had ended before. */
    public int cached() {
        return cached;
    }

    /** One line for the end, in which those that did not complete are told apart. */
    public String summary() {
        String trials = done + " trials run, " + cached + " cached, " + failures.getOrDefault(State.FAILED, 0)
                + " failed" + count(State.DIVERGED, "diverged") + count(State.TIMEOUT, "timed out")
                + count(State.OUT_OF_MEMORY, "out of memory");
        return assessed == 0 ? trials : trials + ", " + assessed + " metric evaluations";
    }

    /** One line on what the sweep asked of its storages so far. */
    public String requestsText() {
        Requests sum = requests.value();
        return "storage: " + perTrial(sum.writes(), "writes") + ", " + perTrial(sum.reads(), "reads") + ", "
                + sum.lists()
                + " lists, " + sum.syncs() + " syncs; " + megabytes(sum.bytesWritten()) + " written, "
                + megabytes(sum.bytesRead()) + " read";
    }

    private String perTrial(long count, String what) {
        return count + " " + what
                + (done == 0 ? "" : String.format(Locale.ROOT, " (%.1f a trial)", (double) count / done));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
