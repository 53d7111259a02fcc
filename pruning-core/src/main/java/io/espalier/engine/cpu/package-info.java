/**
 * libtorch on the processor: the engine that comes with Espalier.
 *
 * <p>Stands on the packages beside it: torch, train, linear and score.
 */
package io.espalier.engine.cpu;
