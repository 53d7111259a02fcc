/**
 * The tables of a sweep as plain Parquet files, written and read without Spark; TABLES.md tells what their columns mean.
 * Only {@code ParquetFormat} and what it uses know the format.
 *
 * <p>Stands on binding, result and storage; needs no Spark.
 */
@NullMarked
package io.espalier.spark.table;

import org.jspecify.annotations.NullMarked;
