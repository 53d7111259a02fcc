/**
 * What computes with networks, as all other packages see it: a library on a device behind one interface.
 *
 * <p>Stands on network, data, prune and recipe, and on the interfaces of criterion and reconstruction. Everybody else uses this
 * package only: no class of its subpackages.
 */
package io.espalier.engine;
