package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Gelu;
import java.util.List;

/** An operator since operator set 20; before, and here, x times (1 + erf(x / sqrt 2)) times a half. */
final class GeluOnnx implements OnnxOperator<Gelu> {
    @Override
    public String name() {
        return "Gelu";
    }

    @Override
    public AttributeProto[] attributes(Gelu op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Gelu op, String output, List<String> inputs, OnnxGraph graph) {
        String x = inputs.get(0);
        String scaled =
                graph.node("Div", output + "/scaled", List.of(x, number(graph, output + "/root", Math.sqrt(2))));
        String erf = graph.node("Erf", output + "/erf", List.of(scaled));
        String sum = graph.node("Add", output + "/sum", List.of(erf, number(graph, output + "/one", 1)));
        String product = graph.node("Mul", output + "/product", List.of(x, sum));
        graph.node("Mul", output, List.of(product, number(graph, output + "/half", 0.5)));
    }

    private static String number(OnnxGraph graph, String name, double number) {
        return graph.constant(name, List.of(), new float[] {(float) number});
    }

    @Override
    public void read(OnnxNode node) {
        String approximation = node.text("approximate", "none");
        if (!approximation.equals("none")) {
            throw new UnreadableException("approximate is " + Names.shown(approximation) + " (must be none)");
        }
        node.become(new Gelu(), node.value(0));
    }
}
