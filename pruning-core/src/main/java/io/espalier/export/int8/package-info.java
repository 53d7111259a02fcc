/** Networks in 8-bit integers: weights symmetric by output channel, activations by tensor, calibrated on examples. */
package io.espalier.export.int8;
