package io.espalier.metric;

import io.espalier.data.Dataset;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.Optional;

/** Names and levels of what a metric finds, known before anything runs: they are the same whatever it measures. */
public final class MetricColumns {
    private MetricColumns() {}

    /**
     * None of a metric that refuses to measure the simplest network there is.
     *
     * @param choice the score that networks of the task are chosen by
     * @param simplest what such a network predicts of the examples with these targets
     */
    public static List<Metric.Value> of(Metric metric, Score choice, Targets targets, Predictions simplest) {
        try {
            return metric.measure(new Constant(choice, targets, simplest)).stream()
                    .map(v -> new Metric.Value(v.name(), v.level(), null))
                    .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** Calls that take no time. */
    private record Instant() implements EvaluatedNetwork.Timer {
        @Override
        public long nanoseconds() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** A network that says the same of every example. */
    private record Constant(Score choice, Targets targets, Predictions simplest) implements EvaluatedNetwork {
        @Override
        public Dataset examples() {
            return new Dataset(Shape.vector(1), targets, new float[targets.size()]);
        }

        @Override
        public Predictor network() {
            return data -> simplest;
        }

        @Override
        public Optional<Predictor> dense() {
            return Optional.of(network());
        }

        @Override
        public Timer timer(int threads, int batch) {
            return new Instant();
        }

        @Override
        public RandomKey key() {
            return RandomKey.of(0);
        }
    }
}
