package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import io.espalier.binding.Default;
import io.espalier.network.NetworkFamily;
import io.espalier.task.Classification;
import io.espalier.task.Task;

/**
 * What a chain of actions begins from.
 *
 * @param task what is learned
 * @param dataHash of the three parts of the data
 * @param engine name and version of what computes
 */
public record TrialContext(
        @Default("classification") Task task, NetworkFamily network, String dataHash, String engine, long seed) {
    /** Of a classification. */
    public TrialContext(NetworkFamily network, String dataHash, String engine, long seed) {
        this(new Classification(), network, dataHash, engine, seed);
    }

    /** The same of another network. */
    TrialContext with(NetworkFamily other) {
        return new TrialContext(task, other, dataHash, engine, seed);
    }

    /** The key before a chain's first action. */
    public StepKey key() {
        return StepKey.hash(StepKey.NUMERICS + "\n" + engine + "\n" + dataHash + "\n" + Canonical.json(network) + "\n"
                + seed + ofTask());
    }

    /** Nothing for a classification, which keys of before there were tasks are of. */
    private String ofTask() {
        return task.equals(new Classification()) ? "" : "\n" + Canonical.json(task);
    }
}
