/** Reads a sweep's tables and shows its Pareto front: as text, as JSON and as a page with a picture. */
@NullMarked
package io.espalier.spark.report;

import org.jspecify.annotations.NullMarked;
