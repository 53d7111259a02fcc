package io.espalier.metric;

/** A number that says how good predictions are. A pure function: the same predictions give the same bits. */
public interface Metric {
    double of(Predictions predictions);
}
