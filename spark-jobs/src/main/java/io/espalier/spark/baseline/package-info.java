/** MLlib's classifiers as baselines of a sweep. */
package io.espalier.spark.baseline;
