/** The tables of a sweep as plain Parquet files, written and read without Spark; TABLES.md tells what their columns mean. */
@NullMarked
package io.espalier.spark.table;

import org.jspecify.annotations.NullMarked;
