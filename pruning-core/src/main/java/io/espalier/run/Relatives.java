package io.espalier.run;

import io.espalier.data.Splits;
import io.espalier.engine.Inference;
import io.espalier.plan.Action;
import io.espalier.plan.Root;
import io.espalier.plan.StepKey;
import io.espalier.plan.SweepTree.Chain;
import io.espalier.recipe.Distillation.Teacher;
import io.espalier.recipe.Step;
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
 * of actions like any trial, with the same data and seed: what the vault holds of it is taken from there, and else made
 * and stored.
 */
final class Relatives {
    private final @Nullable Vault vault;
    private final Root root;
    private final Splits data;
    private final Map<Teacher, float[]> logits = new HashMap<>();
    private final Map<List<Step>, float[]> weights = new HashMap<>();

    /** @param root of those who ask */
    Relatives(@Nullable Vault vault, Root root, Splits data) {
        this.vault = vault;
        this.root = root;
        this.data = data;
    }

    /** Logits of the training part, row-major (examples, classes), in the order of the data. */
    float[] logits(Teacher teacher) {
        return logits.computeIfAbsent(teacher, this::ask);
    }

    private float[] ask(Teacher teacher) {
        Root own = new Root(teacher.network(), root.dataHash(), root.engine(), root.seed());
        Setting setting = Setting.of(vault, own, data);
        return Inference.logits(setting.network(), trained(setting, own, teacher.recipe()), data.train());
    }

    /** Weights of this very network after other steps. */
    float[] weights(List<Step> recipe) {
        return weights.computeIfAbsent(recipe, steps -> trained(Setting.of(vault, root, data), root, steps));
    }

    /** This very network after other steps, which have no repeats. */
    Snapshot snapshot(List<Step> steps) {
        try {
            return trained(
                    Setting.of(vault, root, data),
                    Chain.of(root, steps, data.train().size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private float[] trained(Setting setting, Root own, List<Step> recipe) {
        try {
            Chain chain = Chain.ofRecipe(own, recipe, data.train().size());
            return trained(setting, chain).weights().values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snapshot trained(Setting setting, Chain chain) throws IOException {
        if (vault == null) {
            return new Actions(setting).applyAll(null, chain.actions());
        }
        Optional<Snapshot> stored = vault.snapshot(chain.end(), setting.network());
        if (stored.isPresent()) {
            return stored.get();
        }
        long start = System.nanoTime();
        Snapshot made = madeFromStored(vault, setting, chain);
        vault.put(chain.end(), made, setting.network(), Duration.ofNanos(System.nanoTime() - start));
        return made;
    }

    /** From the last place of the chain that is stored. */
    private static Snapshot madeFromStored(Vault vault, Setting setting, Chain chain) throws IOException {
        List<StepKey> keys = chain.keys();
        for (int done = keys.size() - 1; done > 0; done--) {
            Optional<Snapshot> stored = vault.snapshot(keys.get(done - 1), setting.network());
            if (stored.isPresent()) {
                List<Action> rest = chain.actions().subList(done, keys.size());
                return new Actions(setting).applyAll(stored.get(), rest);
            }
        }
        return new Actions(setting).applyAll(null, chain.actions());
    }
}
