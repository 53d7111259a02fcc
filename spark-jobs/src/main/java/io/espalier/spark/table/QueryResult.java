package io.espalier.spark.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a query gave; each has a value, or null, for every column. */
public record QueryResult(List<String> columns, List<List<@Nullable Object>> rows) {}
