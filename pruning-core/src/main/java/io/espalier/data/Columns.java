package io.espalier.data;

import java.util.List;

/**
 * What examples are called in the table that they come from.
 *
 * @param features one for each raw feature; empty where features have no names, as pixels
 * @param uses what became of every column of the table; empty where there is no table
 */
public record Columns(List<FeatureColumn> features, List<ColumnUse> uses) {
    /** Of examples without names. */
    public static final Columns UNNAMED = new Columns(List.of(), List.of());

    public Columns {
        features = List.copyOf(features);
        uses = List.copyOf(uses);
    }

    /** Whether a NaN in a raw feature stands for a missing value. */
    boolean mayMiss(int feature) {
        return !features.isEmpty() && features.get(feature).mayMiss();
    }

    /** What a raw feature is called. */
    String name(int feature) {
        return features.isEmpty() ? "column " + feature : features.get(feature).name();
    }
}
