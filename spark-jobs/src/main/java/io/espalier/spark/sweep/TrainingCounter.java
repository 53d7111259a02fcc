package io.espalier.spark.sweep;

import io.espalier.engine.TimedEngine;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts the mini-batches of each task. As a Spark accumulator its value comes to the driver with the heartbeats of executors,
 * while tasks run; what tasks had when they ended is of no interest.
 */
final class TrainingCounter extends AccumulatorV2<TrainingSoFar, TrainingSoFar>
        implements BranchTask.Counted, TimedEngine.Listener {
    private static final long serialVersionUID = 1L;
    private static final double NANOS = 1e9;

    /** Null until a copy that a task took with it is read whole, while a heartbeat may ask already. */
    private @Nullable TrainingSoFar value = TrainingSoFar.NONE;

    private transient @Nullable Heartbeats heartbeats;

    @Override
    public synchronized TimedEngine.Listener of(String branch) {
        value = new TrainingSoFar(branch, 0, 0);
        return this;
    }

    @Override
    public synchronized void trained(int miniBatches, long nanos) {
        value = value().plus(miniBatches, nanos / NANOS);
    }

    /** This, for tasks to take with them; {@code listener} hears of each task at each heartbeat until it is closed. */
    TrainingCounter listening(JavaSparkContext spark, Consumer<TrainingSoFar> listener) {
        if (!isRegistered()) {
            spark.sc().register(this, "training");
        }
        close();
        heartbeats = new Heartbeats(spark, id(), listener);
        spark.sc().addSparkListener(heartbeats);
        return this;
    }

    void close() {
        if (heartbeats != null) {
            heartbeats.spark.sc().removeSparkListener(heartbeats);
        }
    }

    @Override
    public void add(TrainingSoFar soFar) {}

    @Override
    public void merge(AccumulatorV2<TrainingSoFar, TrainingSoFar> ended) {}

    @Override
    public synchronized TrainingSoFar value() {
        return Objects.requireNonNullElse(value, TrainingSoFar.NONE);
    }

    @Override
    public boolean isZero() {
        return value().equals(TrainingSoFar.NONE);
    }

    @Override
    public TrainingCounter copy() {
        TrainingCounter copy = new TrainingCounter();
        copy.value = value();
        return copy;
    }

    @Override
    public synchronized void reset() {
        value = TrainingSoFar.NONE;
    }

    private static final class Heartbeats extends SparkListener {
        private final JavaSparkContext spark;
        private final long id;
        private final Consumer<TrainingSoFar> listener;

        Heartbeats(JavaSparkContext spark, long id, Consumer<TrainingSoFar> listener) {
            this.spark = spark;
            this.id = id;
            this.listener = listener;
        }

        @Override
        public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
            CollectionConverters.asJava(heartbeat.accumUpdates())
                    .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::heard));
        }

        private void heard(AccumulableInfo info) {
            if (info.id() == id && info.update().isDefined() && info.update().get() instanceof TrainingSoFar soFar) {
                listener.accept(soFar);
            }
        }
    }
}
