package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.ClassToken;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;

/** A constant in front of the positions. */
final class ClassTokenOnnx implements OnnxOperator<ClassToken> {
    @Override
    public String name() {
        return "Concat";
    }

    @Override
    public AttributeProto[] attributes(ClassToken op) {
        return new AttributeProto[] {Attributes.integer("axis", 3)};
    }

    /** The constant once for each example. */
    @Override
    public void write(ClassToken op, String output, List<String> inputs, OnnxGraph graph) {
        String sizes = graph.constant(output + "/sizes", 0, op.channels(), 1, -1);
        String row = graph.node("Reshape", output + "/row", List.of(inputs.get(0), sizes));
        String one = graph.constant(output + "/one", 1, op.channels(), 1, 1);
        String token = graph.node("Reshape", output + "/token", List.of(inputs.get(1), one));
        String batch = graph.node("Shape", output + "/batch", List.of(row), Attributes.integer("end", 1));
        String rest = graph.constant(output + "/rest", op.channels(), 1, 1);
        String dims = graph.node("Concat", output + "/dims", List.of(batch, rest), Attributes.integer("axis", 0));
        String tokens = graph.node("Expand", output + "/tokens", List.of(token, dims));
        graph.named(output, name(), output, List.of(tokens, row), attributes(op));
    }

    @Override
    public void read(OnnxNode node) {
        concatenate(node);
    }

    static void concatenate(OnnxNode node) {
        if (node.inputs() != 2 || !node.isConstant(0)) {
            throw new UnreadableException("it concatenates a constant (must be one in front of an activation)");
        }
        Value x = node.value(1);
        Constant token = node.constant(0);
        int axis = x.view().axis(node.integer("axis", 1));
        boolean positions =
                x.view().axes().get(axis).stream().allMatch(f -> f.dim().isPosition())
                        && x.view().size(axis) == x.shape().positions()
                        && token.rank() == x.view().rank()
                        && token.dims().get(axis) == 1;
        Broadcast constant = new Broadcast(token, x);
        if (!positions || !constant.isOfChannels()) {
            throw new UnreadableException(
                    "it concatenates a constant of dims " + token.dims() + " (must be one more position)");
        }
        float[] numbers = Constant.of(constant.ofChannels()).floats();
        ClassToken op = new ClassToken(x.shape().channels());
        Value y = node.add(op, Map.of(Role.SHIFT, numbers), Value.Layout.IMAGE, x);
        node.give(
                y.as(x.view().with(axis, List.of(new Factor(Dim.WIDTH, y.shape().width())))));
    }
}
