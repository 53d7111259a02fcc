package io.espalier.run;

import io.espalier.data.Splits;
import io.espalier.engine.Inference;
import io.espalier.plan.Root;
import io.espalier.plan.SweepTree.Chain;
import io.espalier.recipe.Distillation.Teacher;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The networks that others learn from. A teacher is a chain of actions like any trial, with the same data and seed: what
 * the vault holds of it is taken from there, and else made and stored.
 */
final class Teachers {
    private final @Nullable Vault vault;
    private final Root root;
    private final Splits data;
    private final Map<Teacher, float[]> logits = new HashMap<>();

    /** @param root of those who learn */
    Teachers(@Nullable Vault vault, Root root, Splits data) {
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
        try {
            Snapshot trained = trained(
                    setting, Chain.ofRecipe(own, teacher.recipe(), data.train().size()));
            return Inference.logits(setting.network(), trained.weights().values(), data.train());
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
        Snapshot made = new Actions(setting).applyAll(null, chain.actions());
        vault.put(chain.end(), made, Duration.ofNanos(System.nanoTime() - start));
        return made;
    }
}
