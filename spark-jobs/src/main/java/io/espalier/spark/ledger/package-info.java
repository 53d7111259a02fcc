/**
 * The book of a sweep: what is planned, what is committed, who may write, and the proof that it is all there.
 *
 * <p>Stands on spark.table and storage; needs no Spark.
 */
@NullMarked
package io.espalier.spark.ledger;

import org.jspecify.annotations.NullMarked;
