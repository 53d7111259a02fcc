package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import io.espalier.binding.Sha256;

/**
 * The content address of an action and everything before it: the first 32 hex digits of SHA-256 over the key before it
 * and its own canonical JSON, down to the data, the network, the seed and the version of the numerics.
 */
public record StepKey(String value) {
    /**
     * Part of every key. Raise it whenever a change makes any number of any trial come out differently; stored results
     * of the old version are then never mixed with new ones.
     */
    public static final int NUMERICS = 5;

    private static final int DIGITS = 32;

    /** The key of {@code action} done on what this key stands for. */
    public StepKey then(Action action) {
        return then(Canonical.json(action));
    }

    /** The same, for who has the action's canonical JSON at hand. */
    StepKey then(String action) {
        return hash(value + "\n" + action);
    }

    static StepKey hash(String text) {
        return new StepKey(Sha256.of(text).substring(0, DIGITS));
    }
}
