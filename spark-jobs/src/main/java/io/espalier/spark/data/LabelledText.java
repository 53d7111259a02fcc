package io.espalier.spark.data;

import java.util.List;

/** One text as it was read. */
record LabelledText(CellFaults.Place place, String text, List<String> labels) implements LabelledExample {
    LabelledText {
        labels = List.copyOf(labels);
    }
}
