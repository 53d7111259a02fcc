package io.espalier.run;

import io.espalier.config.Binder;
import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.data.DataSpec;
import io.espalier.data.Digits;
import io.espalier.data.Splits;
import io.espalier.network.Layout;
import io.espalier.network.Mlp;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.Action;
import io.espalier.plan.Root;
import io.espalier.prune.Classifier;
import io.espalier.prune.Granularity;
import io.espalier.prune.Placement;
import io.espalier.prune.Scope;
import io.espalier.recipe.LearningRate;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Slots;
import io.espalier.recipe.Train.Keep;
import io.espalier.snapshot.ContentStore;
import io.espalier.snapshot.DamagedException;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Short chains of actions on a few of the embedded digits. */
final class Chains {
    static final Splits DATA = load();
    static final NetworkFamily MLP = new Mlp(List.of(12), Mlp.Activation.RELU);
    static final Optimizer ADAM = new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0);
    static final int BATCH = 16;

    /** Mini-batches of one pass over the training part; the last of them is smaller. */
    static final int EPOCH = (DATA.train().size() + BATCH - 1) / BATCH;

    private static final Vault VAULT = vault();

    private Chains() {}

    /** An empty one that nobody else sees. */
    static Vault vault() {
        try {
            return new Vault(ContentStore.open(Files.createTempDirectory("vault")), Vault.Access.REUSE);
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

    static Setting setting(NetworkFamily family, long seed) {
        return setting(VAULT, family, seed);
    }

    static Setting setting(Vault vault, NetworkFamily family, long seed) {
        return Setting.of(vault, root(family, seed), DATA);
    }

    static Root root(NetworkFamily family, long seed) {
        return new Root(family, DATA.hash(), "engine", seed);
    }

    static Action.TrainSpan span(Optimizer optimizer, Keep keep, @Nullable Integer patience, long from, long to) {
        return new Action.TrainSpan(
                BATCH, optimizer, new LearningRate.Constant(), patience, keep, from, to, null, Slots.NONE);
    }

    /** Epochs {@code from} to {@code to} of a train step, one span each. */
    static List<Action> epochs(Optimizer optimizer, int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(e -> (Action) span(optimizer, Keep.LAST, null, e * EPOCH, (e + 1) * EPOCH))
                .toList();
    }

    /** A whole train step. */
    static List<Action> training(Optimizer optimizer, int epochs) {
        List<Action> actions = new ArrayList<>(epochs(optimizer, 0, epochs));
        actions.add(new Action.Settle(Keep.LAST, Action.Zeros.FREE));
        return actions;
    }

    static List<Action> pruning(Criterion criterion, Granularity granularity, @Nullable Double sparsity) {
        return List.of(
                new Action.Score(criterion, granularity, Classifier.PRUNE),
                new Action.Select(new Scope.Global(), sparsity, null, Map.of(), 1, Placement.CHOSEN));
    }

    static List<Action> pruning(double sparsity) {
        return pruning(new Magnitude(), new Granularity.Weight(), sparsity);
    }

    @SafeVarargs
    static List<Action> chain(List<Action>... parts) {
        return List.of(parts).stream().flatMap(List::stream).toList();
    }

    /** Does actions one call each. */
    static Snapshot run(Setting setting, @Nullable Snapshot before, List<Action> actions) {
        Actions doer = new Actions(setting);
        Snapshot snapshot = before == null ? doer.apply(null, List.of(new Action.Initialize())) : before;
        for (Action action : actions) {
            snapshot = doer.apply(snapshot, List.of(action));
        }
        return snapshot;
    }

    /** What comes back from a snapshot that was written. */
    static Snapshot stored(Setting setting, Snapshot snapshot) {
        try {
            Layout layout = setting.network().layout();
            return SnapshotFile.read(SnapshotFile.write(snapshot, layout), layout, Binder.ofContext()::parse);
        } catch (DamagedException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether two snapshots are equal in all but the time that they took. */
    static boolean same(Snapshot one, Snapshot other) {
        return timeless(one).equals(timeless(other));
    }

    private static Snapshot timeless(Snapshot snapshot) {
        return snapshot.withProgress(
                snapshot.progress().trained(0, 0, -snapshot.progress().seconds()));
    }
}
