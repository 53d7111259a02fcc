package io.espalier.spark.sweep;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.engine.Engine;
import io.espalier.plan.TrialChains;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.result.PlanRow;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The step keys that plans refer to: those of every action behind every trial that was ever planned, and behind the other
 * networks that they look at.
 */
final class References {
    private final Binder binder = Binder.ofContext();
    private final Storage store;
    private final Map<Data, Chains> chains = new HashMap<>();
    private final Set<StepKey> keys = new HashSet<>();

    /** @param hash where the description has stood for several */
    private record Data(DataSpec spec, @Nullable String hash, Targets.Kind targets) {}

    /** The trials on the same data. */
    private record Chains(TrialChains of, SweepTree.Builder tree) {
        Chains(TrialChains of) {
            this(of, of.tree());
        }
    }

    References(Storage store) {
        this.store = store;
    }

    /**
     * Adds all that the plan of one sweep refers to.
     *
     * @throws IOException if the folder holds no sweep, or its plan or its data cannot be read
     */
    void add(Storage out) throws IOException {
        if (SweepDescription.in(out).isEmpty()) {
            throw new StoreException(
                    "collect",
                    out.toString(),
                    "it is registered as a user of the store but holds no sweep (--forget it if it was deleted)");
        }
        for (Part<PlanRow> part : SweepTables.in(out).plan().parts().values()) {
            for (PlanRow row : part.rows()) {
                add(row);
            }
        }
    }

    private void add(PlanRow row) throws IOException {
        keys.add(new StepKey(row.stepKey())); // where the numerics were others, the one key that is known
        Trial trial = binder.parse(row.recipe(), Trial.class);
        Chains same = chains(trial, new StepKey(row.stepKey()));
        same.tree().add(same.of().of(trial));
    }

    private Chains chains(Trial trial, StepKey end) throws IOException {
        Data data = new Data(trial.data(), trial.dataHash(), trial.task().targets());
        Chains known = chains.get(data);
        if (known == null) {
            known = new Chains(loaded(trial, end));
            chains.put(data, known);
        }
        return known;
    }

    /** With the data as they are described, or else, as after a fit on a DataFrame or a change, with those in the store. */
    private TrialChains loaded(Trial trial, StepKey end) throws IOException {
        try {
            TrialChains loaded =
                    chains(trial.data(), trial.data().load(trial.task().targets()));
            return ends(loaded, trial, end) ? loaded : stored(trial, end).orElse(loaded);
        } catch (IOException e) {
            return stored(trial, end)
                    .orElseThrow(() -> new IOException(
                            e.getMessage() + "; nor does " + store + " hold data that give trial " + trial.id()
                                    + " (--forget the sweep if it was deleted)",
                            e));
        }
    }

    /** With those data in the store from which the trial's last key follows: a key is proof of its data. */
    private Optional<TrialChains> stored(Trial trial, StepKey end) throws IOException {
        for (Splits splits : ExecutorData.all(store)) {
            TrialChains stored = chains(trial.data(), splits);
            if (ends(stored, trial, end)) {
                return Optional.of(stored);
            }
        }
        return Optional.empty();
    }

    private static boolean ends(TrialChains chains, Trial trial, StepKey end) {
        return chains.of(trial).end().equals(end);
    }

    private static TrialChains chains(DataSpec data, Splits splits) {
        return new TrialChains(Map.of(data, splits), Engine.ofProcess().info().name());
    }

    Set<StepKey> keys() {
        Set<StepKey> all = new HashSet<>(keys);
        chains.values().forEach(same -> same.tree().build().nodes().forEach(node -> all.add(node.key())));
        return all;
    }
}
