/**
 * The libraries of libtorch as files on this machine's disk, unpacked once a host: whose they are, and whether they are
 * whole. DJL loads them from paths, so this package knows paths.
 *
 * <p>Stands on nothing of ours but how an engine says that it cannot start.
 */
@NullMarked
package io.espalier.engine.torch.natives;

import org.jspecify.annotations.NullMarked;
