/**
 * Reparameterizations, one a file: numbers that are trained in place of the weights.
 *
 * <p>Stands on binding, random and network.
 */
package io.espalier.reparameterization;
