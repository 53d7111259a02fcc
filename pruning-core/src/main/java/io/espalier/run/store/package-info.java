/**
 * Snapshots and measurements by step key, in a content store that sweeps share.
 *
 * <p>Stands on storage, snapshot, result and plan.tree's keys.
 */
package io.espalier.run.store;
