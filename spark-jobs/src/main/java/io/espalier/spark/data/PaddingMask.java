package io.espalier.spark.data;

/** How padding is told from values. */
public enum PaddingMask {
    /** It is not. */
    NONE,
    /** One more channel: 1 at the steps of a series, 0 where it is padded. */
    CHANNEL
}
