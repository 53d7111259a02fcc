package io.espalier.metric;

import java.util.Locale;

/** A number that says how good predictions are on one part of the data. Columns of the tables are called after them. */
public enum Score {
    /** Fraction of examples whose class is wrong, in [0, 1]. */
    ERROR,
    /** Mean of -log of the probability of the true class, in nats. */
    NLL,
    /** Expected calibration error over 15 bins of equal width, in [0, 1]. */
    ECE,
    /** Root of the mean squared error, in the target's units; of several targets the mean of each one's. */
    RMSE,
    /** Standard error of the RMSE over the examples of the part. */
    RMSE_SE,
    /** Mean of the absolute error, in the target's units. */
    MAE,
    /** Coefficient of determination: 1 less the squared error over that of the part's mean. */
    R2,
    /** Mean of the loss that is trained, where that is no likelihood. */
    LOSS;

    /** Its name in columns, as in {@code validation_error}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
