/**
 * Reads a sweep's tables and shows its Pareto front: as text and as JSON.
 *
 * <p>Stands on spark.table, pareto and paper; needs no Spark.
 */
@NullMarked
package io.espalier.spark.report;

import org.jspecify.annotations.NullMarked;
