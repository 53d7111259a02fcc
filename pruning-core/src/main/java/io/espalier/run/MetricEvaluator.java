package io.espalier.run;

import io.espalier.binding.Variant;
import io.espalier.data.Dataset;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportException;
import io.espalier.export.OnnxTimer;
import io.espalier.metric.EvaluatedNetwork;
import io.espalier.metric.Metric;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import io.espalier.plan.tree.Action.Assess;
import io.espalier.random.RandomKey;
import io.espalier.result.Measurement;
import io.espalier.result.MetricRow.Found;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.action.TrialFailure;
import io.espalier.snapshot.Snapshot;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets metrics measure a trial: its network as it ships, on the validation part and then on the test part. */
final class MetricEvaluator {
    private final ExecutionContext context;
    private final Provenance provenance;

    MetricEvaluator(ExecutionContext context, Provenance provenance) {
        this.context = context;
        this.provenance = provenance;
    }

    /** @throws TrialFailure if the metric throws, or breaks its contract */
    Measurement assess(Snapshot snapshot, Assess action) {
        DeployedNetwork deployed =
                DeployedNetwork.of(context.network(), snapshot, context.data().train(), context.engine());
        try {
            return Measurement.of(found(deployed, action), provenance);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new TrialFailure(ErrorCode.METRIC, "Cannot measure with " + Variant.nameOf(action.metric()), e);
        }
    }

    private List<Found> found(DeployedNetwork deployed, Assess action) {
        if (action.metric().takesTime()) {
            return on(Found.NETWORK, context.data().validation(), deployed, action).stream()
                    .map(time -> time.takenOn(provenance.cpu()))
                    .toList();
        }
        List<Found> found = new ArrayList<>();
        found.addAll(on(Found.VALIDATION, context.data().validation(), deployed, action));
        found.addAll(on(Found.TEST, context.data().test(), deployed, action));
        return found;
    }

    private List<Found> on(String part, Dataset examples, DeployedNetwork deployed, Assess action) {
        RandomKey key = context.key().with("metric").with(part);
        List<Metric.Value> values = action.metric().measure(new Assessed(examples, deployed, action, key));
        requireDistinct(values);
        return values.stream()
                .map(v -> new Found(part, v.name(), v.level(), v.value()))
                .toList();
    }

    private static void requireDistinct(List<Metric.Value> values) {
        Set<List<Object>> places = new HashSet<>();
        for (Metric.Value value : values) {
            if (!places.add(List.of(value.name(), Optional.ofNullable(value.level())))) {
                throw new IllegalStateException("it gave " + value.name() + " twice at the same level");
            }
        }
        if (places.isEmpty()) {
            throw new IllegalStateException("it gave no value");
        }
    }

    private final class Assessed implements EvaluatedNetwork {
        private final Dataset examples;
        private final DeployedNetwork deployed;
        private final Assess action;
        private final RandomKey key;

        Assessed(Dataset examples, DeployedNetwork deployed, Assess action, RandomKey key) {
            this.examples = examples;
            this.deployed = deployed;
            this.action = action;
            this.key = key;
        }

        @Override
        public Dataset examples() {
            return examples;
        }

        @Override
        public Score choice() {
            return context.task().choice();
        }

        @Override
        public Predictor network() {
            return data -> predictions(deployed.logits(data, context.engine()), data);
        }

        @Override
        public Optional<Predictor> dense() {
            if (action.dense().isEmpty()) {
                return Optional.empty();
            }
            float[] weights = context.references().snapshot(action).weights().values();
            return Optional.of(data -> predictions(context.logits(weights, data), data));
        }

        @Override
        public Timer timer(int threads, int batch) {
            try {
                return OnnxTimer.of(deployed, examples, threads, batch);
            } catch (ExportException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RandomKey key() {
            return key;
        }
    }

    private Predictions predictions(float[] outputs, Dataset data) {
        return context.task().predictions(outputs, data.targets());
    }
}
