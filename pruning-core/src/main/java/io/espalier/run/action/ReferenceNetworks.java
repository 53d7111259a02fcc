package io.espalier.run.action;

import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.Step;
import io.espalier.recipe.train.Distillation.Teacher;
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
 * control is to equal in size. Each is a chain
 * of actions like any trial, with the same data and seed: what the step store holds of it is taken from there, and else made
 * and stored.
 */
public final class ReferenceNetworks {
    private final Engine engine;
    private final @Nullable StepStore stepStore;
    private final TrialContext root;
    private final Splits data;
    private final Map<Teacher, float[]> logits = new HashMap<>();
    private final Map<List<Step>, float[]> weights = new HashMap<>();

    /** @param root of those who ask */
    ReferenceNetworks(Engine engine, @Nullable StepStore stepStore, TrialContext root, Splits data) {
        this.engine = engine;
        this.stepStore = stepStore;
        this.root = root;
        this.data = data;
    }

    /** Outputs for the training part, row-major (examples, outputs), in the order of the data. */
    float[] logits(Teacher teacher) {
        return logits.computeIfAbsent(teacher, this::ask);
    }

    private float[] ask(Teacher teacher) {
        TrialContext own =
                new TrialContext(root.task(), teacher.network(), root.dataHash(), root.engine(), root.seed());
        ExecutionContext context = ExecutionContext.of(engine, stepStore, own, data);
        return engine.logits(context.network(), trained(context, own, teacher.recipe()), data.train());
    }

    /** Weights of this very network after other steps. */
    public float[] weights(List<Step> recipe) {
        return weights.computeIfAbsent(
                recipe, steps -> trained(ExecutionContext.of(engine, stepStore, root, data), root, steps));
    }

    /** This very network after other steps, which have no repeats. */
    public Snapshot snapshot(List<Step> steps) {
        try {
            return trained(
                    ExecutionContext.of(engine, stepStore, root, data),
                    Chain.of(root, steps, data.train().size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private float[] trained(ExecutionContext context, TrialContext own, List<Step> recipe) {
        try {
            Chain chain = Chain.ofRecipe(own, recipe, data.train().size());
            return trained(context, chain).weights().values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snapshot trained(ExecutionContext context, Chain chain) throws IOException {
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
