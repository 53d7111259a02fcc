/**
 * Tables that Spark reads as data sources, one a format.
 *
 * <p>Stands on the core's data, and on Spark.
 */
package io.espalier.spark.data;
