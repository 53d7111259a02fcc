package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Conv;
import io.espalier.network.op.OneHot;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether each number equals 0, 1, 2 and so on, along an axis behind all others. A Gather of rows of a constant is a
 * convolution of 1x1 behind it.
 */
final class OneHotOnnx implements OnnxOperator<OneHot> {
    @Override
    public String name() {
        return "Equal";
    }

    @Override
    public AttributeProto[] attributes(OneHot op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(OneHot op, String output, List<String> inputs, OnnxGraph graph) {
        int tokens = op.tokens();
        String column = graph.constant(output + "/column", 0, -1, 1);
        String numbers = graph.node("Reshape", output + "/numbers", List.of(inputs.get(0), column));
        float[] all = new float[tokens];
        IntStream.range(0, tokens).forEach(token -> all[token] = token);
        String known = graph.constant(output + "/tokens", List.of(1, 1, tokens), all);
        String equal = graph.node(name(), output + "/equal", List.of(numbers, known));
        AttributeProto floats = Attributes.integer("to", DataType.FLOAT.getNumber());
        String ones = graph.node("Cast", output + "/ones", List.of(equal), floats);
        String first = graph.node("Transpose", output + "/first", List.of(ones), Attributes.integers("perm", 0, 2, 1));
        String image = graph.constant(output + "/image", 0, tokens, 1, -1);
        graph.image("Reshape", output, List.of(first, image));
    }

    @Override
    public void read(OnnxNode node) {
        int place = node.isConstant(0) ? 1 : 0;
        Value x = node.value(place);
        Constant numbers = node.constant(1 - place);
        int last = x.view().rank() - 1;
        boolean counts = numbers.rank() == x.view().rank()
                && IntStream.range(0, numbers.size()).allMatch(i -> numbers.values()[i] == i)
                && numbers.dims().get(last) == numbers.size();
        if (!counts || x.view().size(last) != 1) {
            throw new UnreadableException("it compares an activation with constants other than 0, 1, 2 and so on");
        }
        node.give(ofTokens(node, x.as(x.view().without(last)), numbers.size()));
    }

    /** A row of a constant for each number. */
    static void gather(OnnxNode node, Constant table) {
        int tokens = table.dims().get(0);
        Value ones = ofTokens(node, node.value(1), tokens);
        Conv embedding = new Conv(tokens, table.dims().get(1), 1, 1, 0, 1, Conv.Bias.ABSENT);
        Map<Role, float[]> numbers = Map.of(Role.WEIGHT, table.transposed().floats());
        Value y = node.add(embedding, numbers, Value.Layout.IMAGE, ones);
        node.give(y.as(ones.view().with(2, y.view().axes().get(1))));
    }

    /** Laid out as batch, numbers and tokens. */
    private static Value ofTokens(OnnxNode node, Value x, int tokens) {
        if (!x.isFlat()) {
            throw new UnreadableException("it reads " + x.described() + " as tokens (must be a row of them)");
        }
        Value ones = node.add(new OneHot(tokens), Map.of(), Value.Layout.IMAGE, x);
        return ones.as(new View(List.of(
                ones.view().axes().get(0),
                List.of(new Factor(Dim.WIDTH, ones.shape().width())),
                List.of(new Factor(Dim.CHANNEL, tokens)))));
    }
}
