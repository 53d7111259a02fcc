/**
 * The command line, one command a file.
 *
 * <p>Stands on everything; nothing uses it.
 */
@NullMarked
package io.espalier.spark.cli;

import org.jspecify.annotations.NullMarked;
