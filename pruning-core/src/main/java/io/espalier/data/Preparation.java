package io.espalier.data;

import java.util.List;

/**
 * What was done to raw examples before a network sees them: all that somebody needs who feeds it later. No part of what splits are: their hash is that of the numbers.
 *
 * @param uses what became of every column of the table; empty where there is no table
 * @param features what encoding them gave, in order; empty where features have no names
 * @param scaling done to that
 */
public record Preparation(List<ColumnUse> uses, List<EncodedFeature> features, FeatureScaling scaling) {
    public Preparation {
        uses = List.copyOf(uses);
        features = List.copyOf(features);
    }

    /** What an encoded feature is called. */
    String name(int feature) {
        return features.isEmpty() ? "column " + feature : features.get(feature).name();
    }

    /** Of examples that are used as they are. */
    static Preparation none(Dataset data) {
        FeatureScaling same = FeatureScaling.fit(DataSpec.Scaling.NONE, data);
        return new Preparation(List.of(), List.of(), same);
    }
}
