package io.espalier.data;

import java.util.List;

/**
 * What was done to raw examples before a network sees them: all that somebody needs who feeds it later. No part of what splits are: their hash is that of the numbers.
 *
 * @param uses what became of every column of the table; empty where there is no table
 * @param encoding done first
 * @param scaling done to what comes of it
 */
public record Preparation(List<ColumnUse> uses, FeatureEncoding encoding, FeatureScaling scaling) {
    public Preparation {
        uses = List.copyOf(uses);
    }

    /** What an encoded feature is called. */
    String name(int feature) {
        List<EncodedFeature> encoded = encoding.outputs();
        return encoded.isEmpty() ? "column " + feature : encoded.get(feature).name();
    }

    /** Of examples that are used as they are. */
    static Preparation none(Dataset data) {
        FeatureScaling same = FeatureScaling.fit(DataSpec.Scaling.NONE, data);
        return new Preparation(List.of(), FeatureEncoding.NONE, same);
    }
}
