package io.espalier.run;

import io.espalier.binding.Binder;
import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.data.source.Digits;
import io.espalier.engine.Engine;
import io.espalier.engine.PlainEngine;
import io.espalier.network.Layout;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.TrialContext;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.LayerBounds;
import io.espalier.prune.MaskPlacement;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.Scope;
import io.espalier.recipe.Train.Keep;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import io.espalier.storage.ContentStore;
import io.espalier.storage.DamagedException;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Short chains of actions on a few of the embedded digits. */
public final class Chains {
    public static final Engine PLAIN = new PlainEngine();
    public static final Splits DATA = load();
    public static final NetworkFamily MLP = new Mlp(List.of(12), Mlp.Activation.RELU);
    public static final Optimizer ADAM = new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0);
    public static final int BATCH = 16;

    /** Mini-batches of one pass over the training part; the last of them is smaller. */
    public static final int EPOCH = (DATA.train().size() + BATCH - 1) / BATCH;

    private static final StepStore STEP_STORE = stepStore();

    private Chains() {}

    /** An empty one that nobody else sees. */
    public static StepStore stepStore() {
        try {
            return new StepStore(
                    ContentStore.open(LocalStorage.at(Files.createTempDirectory("store"))), StepStore.Access.REUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Splits load() {
        try {
            return new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, 30).load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ExecutionContext context(NetworkFamily family, long seed) {
        return ExecutionContext.of(PLAIN, STEP_STORE, root(family, seed), DATA);
    }

    /** For what the engine in plain Java cannot do: training hooks, and weights that share a value. */
    public static ExecutionContext onTorch(NetworkFamily family, long seed) {
        return onTorch(STEP_STORE, family, seed);
    }

    public static ExecutionContext onTorch(StepStore stepStore, NetworkFamily family, long seed) {
        return ExecutionContext.of(Engine.ofProcess(), stepStore, root(family, seed), DATA);
    }

    public static TrialContext root(NetworkFamily family, long seed) {
        return new TrialContext(family, DATA.hash(), "engine", seed);
    }

    public static Action.TrainBatches batches(
            Optimizer optimizer, Keep keep, @Nullable Integer patience, long from, long to) {
        return new Action.TrainBatches(
                BATCH, optimizer, new LearningRate.Constant(), patience, keep, from, to, null, TrainingHooks.NONE);
    }

    /** Epochs {@code from} to {@code to} of a train step, one action each. */
    public static List<Action> epochs(Optimizer optimizer, int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(e -> (Action) batches(optimizer, Keep.LAST, null, e * EPOCH, (e + 1) * EPOCH))
                .toList();
    }

    /** A whole train step. */
    public static List<Action> training(Optimizer optimizer, int epochs) {
        List<Action> actions = new ArrayList<>(epochs(optimizer, 0, epochs));
        actions.add(new Action.EndTraining(Keep.LAST, Action.Zeros.FREE));
        return actions;
    }

    public static List<Action> pruning(Criterion criterion, Granularity granularity, @Nullable Double sparsity) {
        return List.of(
                new Action.Score(criterion, new Grouping(granularity, OutputLayerPolicy.PRUNE)),
                new Action.Select(
                        new Scope.Global(), sparsity, null, Map.of(), new LayerBounds(1), MaskPlacement.CHOSEN));
    }

    public static List<Action> pruning(double sparsity) {
        return pruning(new Magnitude(), new Granularity.Weight(), sparsity);
    }

    @SafeVarargs
    public static List<Action> chain(List<Action>... parts) {
        return List.of(parts).stream().flatMap(List::stream).toList();
    }

    /** Does actions one call each. */
    public static Snapshot run(ExecutionContext context, @Nullable Snapshot before, List<Action> actions) {
        ActionExecutor doer = new ActionExecutor(context);
        Snapshot snapshot = before == null ? doer.apply(null, List.of(new Action.Initialize())) : before;
        for (Action action : actions) {
            snapshot = doer.apply(snapshot, List.of(action));
        }
        return snapshot;
    }

    /** What comes back from a snapshot that was written. */
    public static Snapshot stored(ExecutionContext context, Snapshot snapshot) {
        try {
            Layout layout = context.network().layout();
            return SnapshotFile.read(SnapshotFile.write(snapshot, layout), layout, Binder.ofContext()::parse);
        } catch (DamagedException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether two snapshots are equal in all but the time that they took. */
    public static boolean same(Snapshot one, Snapshot other) {
        return timeless(one).equals(timeless(other));
    }

    private static Snapshot timeless(Snapshot snapshot) {
        return snapshot.withProgress(
                snapshot.progress().trained(0, 0, -snapshot.progress().seconds()));
    }
}
