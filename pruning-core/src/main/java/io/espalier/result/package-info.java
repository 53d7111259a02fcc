/**
 * The rows of the tables, and a measurement as the store keeps it.
 *
 * <p>Stands on metric.
 */
package io.espalier.result;
