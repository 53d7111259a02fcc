package io.espalier.spark.ledger;

import java.io.IOException;

/** Another driver has opened the same sweep since; this one must stop. What it has committed stays. */
public final class LostLeaseException extends IOException {
    private static final long serialVersionUID = 1L;

    LostLeaseException(String out, String successor) {
        super("Cannot append to " + out + ": another driver took over (" + successor + ")");
    }
}
