/** Compression sweeps on Apache Spark. */
@NullMarked
package io.espalier.spark;

import org.jspecify.annotations.NullMarked;
