/**
 * Groups of weights, masks over them, and which groups go: exactly as many as asked.
 *
 * <p>Stands on binding, random and network.
 */
package io.espalier.prune;
