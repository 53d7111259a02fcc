/** Networks as ONNX graphs, written (IR 8, operator set 17) and read (operator sets 7 to 25): each operator in a file of its own. */
package io.espalier.network.onnx;
