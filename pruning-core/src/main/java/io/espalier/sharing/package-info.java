/**
 * Layers whose weights are few numbers in a fixed pattern: hashed, circulant, Toeplitz.
 *
 * <p>Stands on binding, network and random.
 */
package io.espalier.sharing;
