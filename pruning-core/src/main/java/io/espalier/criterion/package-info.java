/**
 * Saliency criteria, one a file: how much a network would lose without a group of weights.
 *
 * <p>Stands on binding, network and prune; what it asks of a network is an interface that the engine implements.
 */
package io.espalier.criterion;
