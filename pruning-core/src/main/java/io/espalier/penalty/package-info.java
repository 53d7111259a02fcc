/**
 * Penalties, one a file: terms of the training loss besides the task's own.
 *
 * <p>Stands on binding, mixture and network.
 */
package io.espalier.penalty;
