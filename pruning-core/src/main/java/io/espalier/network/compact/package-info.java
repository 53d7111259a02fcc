/**
 * A network without its dead units: which channels are tied, constant or live, and what is left of the parameters.
 *
 * <p>Stands on network and its operators.
 */
package io.espalier.network.compact;
