package io.espalier.spark.data;

import io.espalier.data.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a fit learns from.
 *
 * @param features a column of MLlib vectors or arrays of numbers
 * @param label a column of numbers, or of vectors or arrays where an example has several labels
 * @param weight a column of how much each row counts in the loss; all alike if null
 * @param kind what labels are
 */
public record ExampleColumns(
        String features, String label, @Nullable String weight, Targets.Kind kind) {
    /** Those of vectors, features first. */
    List<String> vectors() {
        return kind == Targets.Kind.LABELS ? List.of(features, label) : List.of(features);
    }

    /** How many columns are read as texts. */
    int texts() {
        return (kind == Targets.Kind.LABELS ? 0 : 1) + (weight == null ? 0 : 1);
    }
}
