/**
 * Weights of few bits: uniform levels, ternary and binary, one scale for each unit.
 *
 * <p>Stands on binding and network.
 */
package io.espalier.quantization;
