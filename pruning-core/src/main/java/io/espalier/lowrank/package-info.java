/**
 * Matrices of low rank: the two factors of a layer's weights, and rows and columns that stand for all of them.
 *
 * <p>Stands on nothing but ejml.
 */
package io.espalier.lowrank;
