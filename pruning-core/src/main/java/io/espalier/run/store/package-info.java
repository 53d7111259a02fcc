/**
 * Snapshots and measurements by step key, in a content store that sweeps share.
 *
 * <p>Stands on storage, snapshot and result.
 */
package io.espalier.run.store;
