/**
 * Classifiers of other libraries that a compressed network has to beat, and what their coefficients are to a network.
 *
 * <p>Stands on data and network.
 */
package io.espalier.baseline;
