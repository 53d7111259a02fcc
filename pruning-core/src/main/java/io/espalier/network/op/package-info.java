/**
 * The operators of a network, one file each: every fact about an operator stands on it, and nobody else asks which one
 * it is.
 *
 * <p>Stands on network's shapes and parameters.
 */
package io.espalier.network.op;
