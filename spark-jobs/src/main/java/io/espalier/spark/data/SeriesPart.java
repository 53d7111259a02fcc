package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.util.List;

/**
 * The series of a part: the training side, or the standard test set.
 *
 * @param channels what they are called
 * @param uses what became of each column; empty where there is no table
 */
record SeriesPart(List<String> channels, List<Series> series, List<ColumnUse> uses) {
    SeriesPart {
        channels = List.copyOf(channels);
        series = List.copyOf(series);
        uses = List.copyOf(uses);
    }
}
