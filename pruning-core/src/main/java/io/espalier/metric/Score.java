package io.espalier.metric;

import java.util.Locale;

/** A number that says how good predictions are on one part of the data. Columns of the tables are called after them. */
public enum Score {
    /** Fraction of examples whose class is wrong, in [0, 1]. */
    ERROR,
    /** Mean of -log of the probability of the true class, in nats. */
    NLL,
    /** Expected calibration error over 15 bins of equal width, in [0, 1]. */
    ECE;

    /** Its name in columns, as in {@code validation_error}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
