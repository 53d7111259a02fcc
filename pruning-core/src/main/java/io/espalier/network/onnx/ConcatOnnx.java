package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Concat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Along the channels. */
final class ConcatOnnx implements OnnxOperator<Concat> {
    @Override
    public String name() {
        return "Concat";
    }

    @Override
    public AttributeProto[] attributes(Concat op) {
        return new AttributeProto[] {Attributes.integer("axis", 1)};
    }

    @Override
    public void write(Concat op, String output, List<String> inputs, OnnxGraph graph) {
        graph.node(name(), output, graph.alike(output, inputs), attributes(op));
    }

    @Override
    public void read(OnnxNode node) {
        Value[] values = IntStream.range(0, node.inputs()).mapToObj(node::value).toArray(Value[]::new);
        for (Value value : values) {
            if (value.axis(node.integer("axis", 1)) != value.channelAxis() || !value.isLaidOutAs(values[0])) {
                throw new UnreadableException("it concatenates along an axis other than the channels");
            }
        }
        node.become(new Concat(), Value.wider(values).form(), Map.of(), values);
    }
}
