package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.Gelu.Approximation;
import java.util.Arrays;
import java.util.List;

/** An operator since operator set 20; before, and here, x times (1 + erf(x / sqrt 2)) times a half, or with tanh. */
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
        String twice = op.approximate() == Approximation.NONE ? byErf(output, x, graph) : byTanh(output, x, graph);
        String product = graph.node("Mul", output + "/product", List.of(x, twice));
        graph.node("Mul", output, List.of(product, number(graph, output + "/half", 0.5)));
    }

    /** Twice the chance. */
    private static String byErf(String output, String x, OnnxGraph graph) {
        String scaled =
                graph.node("Div", output + "/scaled", List.of(x, number(graph, output + "/root", Math.sqrt(2))));
        String erf = graph.node("Erf", output + "/erf", List.of(scaled));
        return graph.node("Add", output + "/sum", List.of(erf, number(graph, output + "/one", 1)));
    }

    private static String byTanh(String output, String x, OnnxGraph graph) {
        String square = graph.node("Mul", output + "/square", List.of(x, x));
        String cube = graph.node("Mul", output + "/cube", List.of(square, x));
        String small =
                graph.node("Mul", output + "/small", List.of(cube, number(graph, output + "/factor", Gelu.CUBE)));
        String bent = graph.node("Add", output + "/bent", List.of(x, small));
        String steep =
                graph.node("Mul", output + "/steep", List.of(bent, number(graph, output + "/slope", Gelu.SLOPE)));
        String tanh = graph.node("Tanh", output + "/tanh", List.of(steep));
        return graph.node("Add", output + "/sum", List.of(tanh, number(graph, output + "/one", 1)));
    }

    private static String number(OnnxGraph graph, String name, double number) {
        return graph.constant(name, List.of(), new float[] {(float) number});
    }

    @Override
    public void read(OnnxNode node) {
        String approximate = node.text("approximate", "none");
        Approximation way = Arrays.stream(Approximation.values())
                .filter(known -> known.name().equalsIgnoreCase(approximate))
                .findFirst()
                .orElseThrow(() -> new UnreadableException(
                        "approximate is " + Names.shown(approximate) + " (must be none or tanh)"));
        node.become(new Gelu(way), node.value(0));
    }
}
