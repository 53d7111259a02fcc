package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.PRelu;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;

/** Slopes are broadcast as all constants are, so that those of an image's channels have two more axes. */
final class PReluOnnx implements OnnxOperator<PRelu> {
    @Override
    public String name() {
        return "PRelu";
    }

    @Override
    public AttributeProto[] attributes(PRelu op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(PRelu op, String output, List<String> inputs, OnnxGraph graph) {
        if (graph.rank(inputs.get(0)) < OnnxGraph.IMAGE) {
            graph.node(name(), output, inputs);
            return;
        }
        String dims = graph.constant(output + "/dims", op.channels(), 1, 1);
        String slopes = graph.node("Reshape", output + "/slopes", List.of(inputs.get(1), dims));
        graph.named(output, name(), output, List.of(inputs.get(0), slopes));
    }

    @Override
    public void read(OnnxNode node) {
        Value x = node.value(0);
        Broadcast slopes = new Broadcast(node.constant(1), x);
        if (!slopes.isOfChannels()) {
            throw new UnreadableException("its slopes differ between positions (must be one number for each channel)");
        }
        Map<Role, float[]> numbers =
                Map.of(Role.SCALE, Constant.of(slopes.ofChannels()).floats());
        node.give(node.add(new PRelu(x.shape().channels()), numbers, x.layout(), x)
                .as(x.view()));
    }
}
