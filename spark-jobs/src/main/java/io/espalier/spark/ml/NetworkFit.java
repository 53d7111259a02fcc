package io.espalier.spark.ml;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.FeatureScaling;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.engine.Engine;
import io.espalier.network.Network;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.TrialContext;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storages;
import io.espalier.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** One fit: collects the rows, has one task train on them, and keeps the result in the store if there is one. */
final class NetworkFit {
    private final TrainingParams params;
    private final Task task;
    private final TrainingPlan plan;

    NetworkFit(TrainingParams params, Task task) {
        this.params = params;
        this.task = task;
        this.plan = TrainingPlan.of(params);
    }

    /**
     * What a model predicts with.
     *
     * @throws IllegalArgumentException if a row cannot be learned from, or the store cannot be used
     */
    byte[] toFile(org.apache.spark.sql.Dataset<?> table) {
        try {
            return run(table).toFile();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot fit " + params.uid() + ": " + e.getMessage(), e);
        }
    }

    private TrainedNetwork run(org.apache.spark.sql.Dataset<?> table) throws IOException {
        FitRows rows = FitRows.collect(params, task.targets(), plan.input(), table);
        FeatureScaling scaling = FeatureScaling.fit(plan.scaling(), rows.train());
        Splits splits = splits(rows, scaling);
        Dataset scaled = splits.train();
        Network network = InputShape.build(plan.family(), scaled.shape(), rows.outputs());
        TrialContext root = new TrialContext(
                task, plan.family(), splits.hash(), Engine.ofProcess().info().name(), plan.seed());
        Chain chain = Chain.of(root, List.of(plan.step()), scaled.size());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
        Snapshot trained = train(spark, network, chain, splits);
        return new TrainedNetwork(
                plan.family(),
                scaled.shape(),
                rows.outputs(),
                trained.weights(),
                scaling,
                scaled.targets().valueScaling().orElse(null),
                null);
    }

    private static Splits splits(FitRows rows, FeatureScaling scaling) throws IOException {
        Dataset train = rows.train();
        Targets targets = train.targets().fit(IntStream.range(0, train.size()).toArray());
        ExampleWeights weights =
                train.weights().isPresent() ? train.weights().get().normalized() : null;
        Dataset scaled = scaling.apply(train).with(targets);
        Dataset validation = rows.validation() == null
                ? scaled
                : scaling.apply(rows.validation())
                        .with(rows.validation().targets().scaledAs(targets));
        return Splits.of(scaled.weighted(weights), validation, scaled.select(new int[0]));
    }

    private Snapshot train(JavaSparkContext spark, Network network, Chain chain, Splits splits) throws IOException {
        StepStore stepStore = stepStore();
        StepKey end = chain.end();
        Optional<Snapshot> known = stepStore == null ? Optional.empty() : stepStore.snapshot(end, network);
        if (known.isPresent()) {
            return known.get();
        }
        long start = System.nanoTime();
        Snapshot trained = read(run(spark, chain, splits), network);
        if (stepStore != null) {
            stepStore.put(end, trained, network, Duration.ofNanos(System.nanoTime() - start));
        }
        return trained;
    }

    private @Nullable StepStore stepStore() throws IOException {
        return params.isDefined(params.storePath())
                ? new StepStore(ContentStore.open(Storages.of(params.getStorePath())), StepStore.Access.REUSE)
                : null;
    }

    private byte[] run(JavaSparkContext spark, Chain chain, Splits splits) {
        Broadcast<ShippedSplits> shipped = spark.broadcast(ShippedSplits.of(task.targets(), splits));
        try {
            return spark.parallelize(List.of(Canonical.json(chain)), 1)
                    .map(new TrainTask(shipped))
                    .first();
        } finally {
            shipped.destroy();
        }
    }

    private static Snapshot read(byte[] file, Network network) throws IOException {
        return SnapshotFile.read(file, network.layout(), Binder.ofContext()::parse);
    }
}
