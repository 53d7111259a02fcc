/**
 * Projections, one a file: what is done to the weights after each step of the optimiser.
 *
 * <p>Stands on binding and network.
 */
package io.espalier.projection;
