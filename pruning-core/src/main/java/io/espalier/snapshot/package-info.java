/**
 * What stands between two steps, as a file of tensors.
 *
 * <p>Stands on storage, network, prune and codec.
 */
@NullMarked
package io.espalier.snapshot;

import org.jspecify.annotations.NullMarked;
