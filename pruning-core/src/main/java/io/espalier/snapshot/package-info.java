/** What stands between two steps, as files of tensors, and the store that keeps such files by key. */
@NullMarked
package io.espalier.snapshot;

import org.jspecify.annotations.NullMarked;
