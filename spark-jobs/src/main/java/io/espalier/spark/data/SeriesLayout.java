package io.espalier.spark.data;

import java.io.IOException;
import java.util.List;

/** How the values of series stand in their files. */
public sealed interface SeriesLayout permits TsLayout, LongLayout, WideLayout {
    /**
     * Reads all series of these files.
     *
     * @param labels columns of labels
     * @throws IOException if a file cannot be read, or one of its series, with all problems
     */
    SeriesPart read(PartFiles files, List<String> labels) throws IOException;

    /** Whether labels stand in columns, which have names. */
    default boolean namesLabels() {
        return true;
    }
}
