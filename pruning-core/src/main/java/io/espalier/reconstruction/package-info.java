/**
 * Reconstructors, one a file: sparser weights that give what the layers gave, without gradients.
 *
 * <p>Stands on binding, random, network and prune.
 */
package io.espalier.reconstruction;
