package io.espalier.run;

import io.espalier.plan.tree.StepKey;
import java.io.IOException;

/** The snapshot that a branch should start from is not in the step store, or not whole: what leads to it has to be done again. */
public final class LostSnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String key;

    LostSnapshotException(StepKey key) {
        super("Cannot find snapshot " + key.value() + " to start from");
        this.key = key.value();
    }

    /** The place whose snapshot it is. */
    public StepKey key() {
        return new StepKey(key);
    }
}
