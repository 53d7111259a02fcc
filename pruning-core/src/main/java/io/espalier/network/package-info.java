/**
 * A network as a graph of operators, and where its parameters stand in one array.
 *
 * <p>Stands on binding and random.
 */
package io.espalier.network;
