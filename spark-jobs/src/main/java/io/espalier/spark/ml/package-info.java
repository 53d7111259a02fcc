/**
 * The pipeline as stages of Spark ML: {@link io.espalier.spark.ml.NetworkClassifier} trains one network,
 * {@link io.espalier.spark.ml.CompressionSweep} runs a sweep. Both keep the manners of MLlib's own stages.
 *
 * <p>Stands on spark.sweep, spark.data and spark.report.
 */
@NullMarked
package io.espalier.spark.ml;

import org.jspecify.annotations.NullMarked;
