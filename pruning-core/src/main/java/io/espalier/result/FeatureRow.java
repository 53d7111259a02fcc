package io.espalier.result;

import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code features} table: an input of the networks of one of the sweep's data, and what is done to a raw
 * number before it goes there.
 *
 * @param data description of the data, canonical
 * @param position among the network's inputs, from 0
 * @param sourceColumn of the table that the data come from; null where there is none
 * @param level whose indicator it is; null where it is a number
 * @param fill what stands for a missing number, before it is scaled
 * @param shift that is subtracted
 * @param scale that the difference is divided by
 */
public record FeatureRow(
        String dataHash,
        String data,
        int position,
        @Nullable String sourceColumn,
        @Nullable String level,
        @Nullable Double fill,
        double shift,
        double scale) {
    /** What the row is of. */
    public String name() {
        return dataHash + " " + data;
    }
}
