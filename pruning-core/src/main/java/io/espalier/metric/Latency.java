package io.espalier.metric;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import java.util.Arrays;
import java.util.List;

/**
 * Inference time of the exported network: {@code latency_us}, the median over calls of its file in a runtime, and
 * {@code latency_us_p10} and {@code latency_us_p90}, between which eight calls of ten lie. In microseconds a call, after
 * warming up.
 *
 * @param runtime runtime that executes the exported file
 * @param threads threads that a call may use
 * @param batch examples per call
 */
public record Latency(
        @Default("onnxruntime") Executor runtime,
        @Default("1") int threads,
        @Default("1") int batch) implements Metric {
    private static final int WARM_UP = 30;
    private static final int CALLS = 200;
    private static final int MOST_THREADS = 1024;
    private static final int LARGEST_BATCH = 1_000_000;
    private static final double NANOSECONDS = 1000;

    /** What executes the file. */
    public enum Executor {
        /** ONNX in floats, or in integers where the recipe rounds activations. */
        ONNXRUNTIME
    }

    public Latency {
        check(threads >= 1 && threads <= MOST_THREADS, "threads", threads, "be in 1.." + MOST_THREADS);
        check(batch >= 1 && batch <= LARGEST_BATCH, "batch", batch, "be in 1.." + LARGEST_BATCH);
    }

    public Latency() {
        this(Executor.ONNXRUNTIME, 1, 1);
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    @Override
    public List<Value> measure(EvaluatedNetwork subject) {
        try (EvaluatedNetwork.Timer timer = subject.timer(threads, batch)) {
            for (int i = 0; i < WARM_UP; i++) {
                timer.nanoseconds();
            }
            long[] calls = new long[CALLS];
            Arrays.setAll(calls, i -> timer.nanoseconds());
            Arrays.sort(calls);
            return List.of(
                    new Value("latency_us", null, percentile(calls, 50)),
                    new Value("latency_us_p10", null, percentile(calls, 10)),
                    new Value("latency_us_p90", null, percentile(calls, 90)));
        }
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / NANOSECONDS;
    }
}
