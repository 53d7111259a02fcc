/**
 * Runs a planned sweep on Spark: the driver dispatches branches as they become possible and books what they find.
 *
 * <p>Stands on spark.ledger, plan and run.
 */
package io.espalier.spark.sweep;
