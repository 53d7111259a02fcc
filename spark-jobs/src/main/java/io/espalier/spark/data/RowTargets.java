package io.espalier.spark.data;

import io.espalier.data.Targets;

/** What is predicted of the rows of a DataFrame. */
sealed interface RowTargets permits NumberLabels, VectorLabels {
    /** What a row has to have, in a message. */
    String must();

    boolean isValid(int row);

    /** What a row has, in a message. */
    String shown(int row);

    /** Of rows that are all valid. */
    Targets targets();
}
