package io.espalier.metric;

import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.Optional;

/** Names and levels of what a metric finds, known before anything runs: they are the same whatever it measures. */
public final class MetricColumns {
    private MetricColumns() {}

    /** None of a metric that refuses to measure the simplest network there is. */
    public static List<Metric.Value> of(Metric metric) {
        try {
            return metric.measure(new Constant()).stream()
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

    /** A network that puts each of two examples into the first of two classes. */
    private record Constant() implements EvaluatedNetwork {
        @Override
        public Dataset examples() {
            return new Dataset(Shape.vector(1), 2, new float[2], new int[] {0, 1});
        }

        @Override
        public Predictor network() {
            return data -> new Predictions(new float[2 * data.size()], 2, data.labels());
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
