/** Runs a planned sweep on Spark: the driver dispatches branches as they become possible and books what they find. */
package io.espalier.spark.sweep;
