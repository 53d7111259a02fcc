package io.espalier.spark.data;

import java.util.List;

/** What is known of an example besides its features. */
interface LabelledExample {
    /** Where it stands. */
    CellFaults.Place place();

    /** The text of each label, empty where it is missing. */
    List<String> labels();
}
