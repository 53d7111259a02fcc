package io.espalier.spark.sweep;

import io.espalier.run.Vault;

/** Whether trials share what they have in common; without, every trial runs from its seed alone. */
public enum Sharing {
    SHARED,
    ISOLATED;

    Vault.Access access() {
        return this == SHARED ? Vault.Access.REUSE : Vault.Access.RECOMPUTE;
    }
}
