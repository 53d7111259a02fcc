/**
 * Networks as ONNX graphs, written (IR 8, operator set 17) and read (operator sets 7 to 25): each operator's two sides in a
 * file of its own.
 *
 * <p>Stands on network and its operators.
 */
package io.espalier.network.onnx;
