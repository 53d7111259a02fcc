/**
 * What stands between two steps, as a file of tensors.
 *
 * <p>Stands on storage, network, prune, codec and result.
 */
@NullMarked
package io.espalier.snapshot;

import org.jspecify.annotations.NullMarked;
