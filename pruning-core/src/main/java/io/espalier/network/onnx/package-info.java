/** Networks as ONNX graphs: IR 8, operator set 17. Each operator's side is a file of its own. */
package io.espalier.network.onnx;
