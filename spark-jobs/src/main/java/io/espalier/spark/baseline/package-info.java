/**
 * MLlib's classifiers as baselines of a sweep, one a file.
 *
 * <p>Stands on the core's baseline, and on Spark.
 */
package io.espalier.spark.baseline;
