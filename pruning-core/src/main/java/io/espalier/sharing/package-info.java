/**
 * Layers whose weights are few numbers in a fixed pattern: hashed, in the frequency domain too, circulant, Toeplitz; and kernels in tiles.
 *
 * <p>Stands on binding, network and random.
 */
package io.espalier.sharing;
