package io.espalier.spark.data;

import java.util.List;

/**
 * One series as it was read.
 *
 * @param place where it stands
 * @param channels as many numbers in each: one a step
 * @param labels the text of each label, empty where it is missing
 */
@SuppressWarnings("ArrayRecordComponent")
record Series(CellFaults.Place place, double[][] channels, List<String> labels) implements LabelledExample {
    Series {
        labels = List.copyOf(labels);
    }

    int steps() {
        return channels[0].length;
    }
}
