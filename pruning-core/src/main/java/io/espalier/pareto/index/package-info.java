/**
 * Exact dominance over many points, less is better: the front, non-dominated sorting, hypervolume, and the indices that
 * make them fast.
 *
 * <p>Stands on binding.
 */
package io.espalier.pareto.index;
