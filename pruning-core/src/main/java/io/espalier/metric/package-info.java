/**
 * Metrics, one a file: what a sweep finds out about a network, on data that it is given.
 *
 * <p>Stands on binding, random, network and data.
 */
package io.espalier.metric;
