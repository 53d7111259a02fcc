/**
 * The pipeline as stages of Spark ML: {@link io.espalier.spark.ml.NetworkClassifier} trains one network,
 * {@link io.espalier.spark.ml.CompressionSweep} runs a sweep. Both behave as MLlib's own stages do.
 *
 * <p>Stands on spark.sweep, spark.data and spark.report.
 */
@NullMarked
package io.espalier.spark.ml;

import org.jspecify.annotations.NullMarked;
