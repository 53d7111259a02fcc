/**
 * What a train step is set to: optimiser, learning rate, stop rule, dropout.
 *
 * <p>Stands on network, prune and criterion.
 */
package io.espalier.recipe.train;
