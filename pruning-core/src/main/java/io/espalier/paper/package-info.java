/**
 * Published experiments that sweeps repeat: what their figures are, how ours are read, and what counts as the same.
 *
 * <p>Stands on binding and stats.
 */
@NullMarked
package io.espalier.paper;

import org.jspecify.annotations.NullMarked;
