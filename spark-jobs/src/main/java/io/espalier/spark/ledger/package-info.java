/** The book of a sweep: what is planned, what is committed, who may write, and the proof that it is all there. */
@NullMarked
package io.espalier.spark.ledger;

import org.jspecify.annotations.NullMarked;
