package io.espalier.spark.report;

import io.espalier.data.Splits;
import io.espalier.plan.TrialChains;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.result.TrialRow;
import io.espalier.storage.StoreException;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The actions behind a trial with their step keys, worked out again from its recipe and its data. A chain that ends in
 * the key of the trial's row proves that recipe, data and numerics are still those that made the row.
 */
public record Lineage(List<Link> links) {
    /** An action and the key of what it makes. The evaluations of one train step are one link, with the last one's key. */
    public record Link(StepKey key, Action action) {}

    public Lineage {
        links = List.copyOf(links);
    }

    /**
     * Loads the trial's data to find the lengths of its epochs.
     *
     * @throws IOException if the data cannot be read or are other data, or the chain ends in another key
     */
    public static Lineage of(Trial trial, TrialRow row) throws IOException {
        Splits data = trial.data().load(trial.task().targets());
        String table = "the lineage of " + row.identity().trialId();
        if (!data.hash().equals(row.provenance().dataHash())) {
            throw new StoreException("work out", table, "its data have changed since it ran");
        }
        SweepTree.Chain chain =
                new TrialChains(Map.of(trial.data(), data), row.provenance().engine()).of(trial);
        if (!chain.end().value().equals(row.identity().stepKey())) {
            throw new StoreException("work out", table, "its row was computed by another version of the numerics");
        }
        return of(chain);
    }

    static Lineage of(SweepTree.Chain chain) {
        List<Link> links = new ArrayList<>();
        StepKey key = chain.root().key();
        for (Action action : chain.actions()) {
            key = key.then(action);
            int last = links.size() - 1;
            if (action instanceof Action.TrainBatches next
                    && last >= 0
                    && links.get(last).action() instanceof Action.TrainBatches before) {
                links.set(last, new Link(key, joined(before, next)));
            } else {
                links.add(new Link(key, action));
            }
        }
        return new Lineage(links);
    }

    private static Action joined(Action.TrainBatches before, Action.TrainBatches next) {
        return new Action.TrainBatches(
                next.batch(),
                next.optimizer(),
                next.schedule(),
                next.patience(),
                next.keep(),
                before.from(),
                next.to(),
                next.length(),
                next.hooks());
    }
}
