/**
 * The page of a sweep: its tables as one HTML file that fetches nothing.
 *
 * <p>Stands on spark.report and spark.table; needs no Spark.
 */
@NullMarked
package io.espalier.spark.page;

import org.jspecify.annotations.NullMarked;
