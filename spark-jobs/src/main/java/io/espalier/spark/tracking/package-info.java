/**
 * A sweep's trials in the forms of other programs that keep experiments: MLflow, TensorBoard.
 *
 * <p>Stands on spark.table; needs no Spark.
 */
@NullMarked
package io.espalier.spark.tracking;

import org.jspecify.annotations.NullMarked;
