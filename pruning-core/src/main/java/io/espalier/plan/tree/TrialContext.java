package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import io.espalier.network.NetworkFamily;

/**
 * What a chain of actions begins from.
 *
 * @param dataHash of the three parts of the data
 * @param engine name and version of what computes
 */
public record TrialContext(NetworkFamily network, String dataHash, String engine, long seed) {
    /** The same of another network. */
    TrialContext with(NetworkFamily other) {
        return new TrialContext(other, dataHash, engine, seed);
    }

    /** The key before a chain's first action. */
    public StepKey key() {
        return StepKey.hash(
                StepKey.NUMERICS + "\n" + engine + "\n" + dataHash + "\n" + Canonical.json(network) + "\n" + seed);
    }
}
