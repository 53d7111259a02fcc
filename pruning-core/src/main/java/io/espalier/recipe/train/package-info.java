/**
 * What a train step is set to: optimiser, learning rate, stop rule, dropout.
 *
 * <p>Stands on networks.
 */
package io.espalier.recipe.train;
