/**
 * What trains a network, as the runner sees it.
 *
 * <p>Stands on its subpackages, and on data, network, prune and the records of a train step.
 */
package io.espalier.engine;
