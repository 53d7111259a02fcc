/** The command line, one command a file. */
@NullMarked
package io.espalier.spark.cli;

import org.jspecify.annotations.NullMarked;
