package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Slice;
import java.util.List;

/** Of positions; one of channels is a Gather. */
final class SliceOnnx implements OnnxOperator<Slice> {
    @Override
    public String name() {
        return "Slice";
    }

    @Override
    public AttributeProto[] attributes(Slice op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Slice op, String output, List<String> inputs, OnnxGraph graph) {
        List<String> all = List.of(
                inputs.get(0),
                graph.constant(
                        output + "/starts", op.height().start(), op.width().start()),
                graph.constant(
                        output + "/ends", op.height().last() + 1L, op.width().last() + 1L),
                graph.constant(output + "/axes", 2, 3),
                graph.constant(output + "/steps", op.height().step(), op.width().step()));
        graph.node(name(), output, all);
    }

    @Override
    public void read(OnnxNode node) {
        Picks.slice(node);
    }
}
