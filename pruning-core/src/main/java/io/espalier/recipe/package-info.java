/**
 * The steps of a recipe, one a file, and what joins in a train step.
 *
 * <p>Stands on recipe.train and on the methods that a step may name.
 */
package io.espalier.recipe;
