package io.espalier.spark.data;

import io.espalier.data.Targets;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a fit learns from.
 *
 * @param features a column of MLlib vectors or arrays of numbers
 * @param label a column of numbers
 * @param weight a column of how much each row counts in the loss; all alike if null
 * @param kind what labels are
 */
public record ExampleColumns(
        String features, String label, @Nullable String weight, Targets.Kind kind) {}
