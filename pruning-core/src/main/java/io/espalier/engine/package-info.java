/**
 * Everything that touches libtorch, by way of DJL's native functions. DJL's own Trainer and GradientCollector allow one
 * training per JVM; the functions used here keep all state per thread and per network, so many train side by side.
 */
package io.espalier.engine;
