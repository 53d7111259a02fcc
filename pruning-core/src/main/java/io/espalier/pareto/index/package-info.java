/**
 * Exact dominance over many points: non-dominated sorting, hypervolume, and the indices that make them fast.
 *
 * <p>Stands on pareto's directions.
 */
package io.espalier.pareto.index;
