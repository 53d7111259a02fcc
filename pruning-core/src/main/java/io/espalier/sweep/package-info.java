/**
 * A sweep as a value: points, trials with their ids, controls and limits. Planner and runner see this and no YAML.
 *
 * <p>Stands on binding and on the records that a sweep holds.
 */
package io.espalier.sweep;
