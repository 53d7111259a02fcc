/**
 * The rows of the tables, and a measurement as the store keeps it.
 *
 * <p>Stands on nothing of ours.
 */
package io.espalier.result;
