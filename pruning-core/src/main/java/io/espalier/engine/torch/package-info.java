/**
 * libtorch by way of DJL's native functions: its start, its memory, a network's forward pass.
 *
 * <p>Stands on data and network. DJL's own Trainer and GradientCollector allow one training per JVM; the functions used here keep all state per
 * thread and per network, so many train side by side.
 */
package io.espalier.engine.torch;
