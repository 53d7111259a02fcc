package io.espalier.run.action;

import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.NetworkReference;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.TrialContext;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The networks that others are held against: teachers to learn from, dense parents to be compared with, candidates that a
 * control is to equal in size. A sweep has made and stored them before who looks at them begins; what the step store does
 * not hold, as where trials share nothing, is made here, and stored.
 */
public final class ReferenceNetworks {
    private final Engine engine;
    private final @Nullable StepStore stepStore;
    private final TrialContext root;
    private final Splits data;
    private final Map<NetworkReference, Snapshot> snapshots = new HashMap<>();
    private final Map<NetworkReference, float[]> logits = new HashMap<>();

    /** @param root of those who ask */
    ReferenceNetworks(Engine engine, @Nullable StepStore stepStore, TrialContext root, Splits data) {
        this.engine = engine;
        this.stepStore = stepStore;
        this.root = root;
        this.data = data;
    }

    /** The network that an action looks at. */
    public Snapshot snapshot(Action action) {
        return snapshots.computeIfAbsent(reference(action), this::made);
    }

    /** Its logits of the training part, row-major (examples, classes), in the order of the data. */
    float[] logits(Action action) {
        return logits.computeIfAbsent(reference(action), reference -> context(reference)
                .logits(snapshot(action).weights().values(), data.train()));
    }

    private NetworkReference reference(Action action) {
        return action.reference(root)
                .orElseThrow(() -> new IllegalStateException("Cannot find a network in " + action));
    }

    private ExecutionContext context(NetworkReference reference) {
        return ExecutionContext.of(engine, stepStore, reference.root(), data);
    }

    private Snapshot made(NetworkReference reference) {
        try {
            return made(context(reference), reference.chain(data.train().size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snapshot made(ExecutionContext context, Chain chain) throws IOException {
        if (stepStore == null) {
            return new ActionExecutor(context).applyAll(null, chain.actions());
        }
        Optional<Snapshot> stored = stepStore.snapshot(chain.end(), context.network());
        if (stored.isPresent()) {
            return stored.get();
        }
        long start = System.nanoTime();
        Snapshot made = madeFromStored(stepStore, context, chain);
        stepStore.put(chain.end(), made, context.network(), Duration.ofNanos(System.nanoTime() - start));
        return made;
    }

    /** From the last place of the chain that is stored. */
    private static Snapshot madeFromStored(StepStore stepStore, ExecutionContext context, Chain chain)
            throws IOException {
        List<StepKey> keys = chain.keys();
        for (int done = keys.size() - 1; done > 0; done--) {
            Optional<Snapshot> stored = stepStore.snapshot(keys.get(done - 1), context.network());
            if (stored.isPresent()) {
                List<Action> rest = chain.actions().subList(done, keys.size());
                return new ActionExecutor(context).applyAll(stored.get(), rest);
            }
        }
        return new ActionExecutor(context).applyAll(null, chain.actions());
    }
}
