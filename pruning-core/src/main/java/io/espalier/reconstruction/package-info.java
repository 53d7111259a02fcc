/**
 * Reconstructors, one a file: sparser weights that give what the layers gave, without gradients.
 *
 * <p>Stands on binding, random, network, prune and lowrank.
 */
package io.espalier.reconstruction;
