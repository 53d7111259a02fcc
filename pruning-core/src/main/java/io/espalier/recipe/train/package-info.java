/**
 * What joins in a train step: optimiser, schedule, stop rule, penalties and the other hooks.
 *
 * <p>Stands on the methods that a train step may name.
 */
package io.espalier.recipe.train;
