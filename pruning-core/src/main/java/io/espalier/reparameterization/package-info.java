/**
 * Reparameterizations, one a file: numbers that are trained in place of the weights.
 *
 * <p>Stands on binding, random, network and prune, and on lowrank, mixture and sharing.
 */
package io.espalier.reparameterization;
