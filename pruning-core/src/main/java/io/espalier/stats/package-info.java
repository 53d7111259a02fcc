/**
 * Statistics over seeds: estimates with their intervals, and paired tests.
 *
 * <p>Stands on binding.
 */
package io.espalier.stats;
