package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Op;
import java.util.List;

/**
 * How one operator stands in an ONNX graph: what is written of it, and what it is read from.
 *
 * @param <O> the operator
 */
interface OnnxOperator<O extends Op> extends OnnxReading {
    /** Its name in ONNX's operator set. */
    String name();

    /** Its attributes; those at ONNX's defaults may be left out. */
    AttributeProto[] attributes(O op);

    /**
     * Adds the nodes that compute the operator.
     *
     * @param output name of the tensor to give
     * @param inputs the tensors that it reads: activations, then parameters in the operator's order
     */
    default void write(O op, String output, List<String> inputs, OnnxGraph graph) {
        graph.node(name(), output, inputs, attributes(op));
    }
}
