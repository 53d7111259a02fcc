/**
 * File formats for the parameters of a network whose structure is known, and the exact size in each.
 *
 * <p>Stands on binding and network, and on lowrank, mixture and sharing.
 */
package io.espalier.codec;
