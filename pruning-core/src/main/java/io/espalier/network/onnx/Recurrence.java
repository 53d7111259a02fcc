package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What LSTM and GRU have in common: positions before the batch before the channels, weights gate by gate, W of the inputs and
 * R of the units themselves.
 *
 * @param name of ONNX's operator
 * @param order where ONNX has each gate of the operator's
 * @param biases which of ONNX's biases each of the operator's is the sum of, those of R behind those of W
 * @param attributes besides the number of units
 */
record Recurrence(String name, List<Integer> order, List<List<Integer>> biases, List<AttributeProto> attributes) {
    /** Its inputs: X, W, R, B, sequence_lens, initial_h, initial_c, P. */
    private static final int BIASES = 3;

    private static final int LENGTHS = 4;
    private static final int FIRST_STATE = 5;
    private static final int PEEPHOLES = 7;

    private int gates() {
        return order.size();
    }

    /** @param maker the operator for so many inputs and units */
    void read(OnnxNode node, BiFunction<Integer, Integer, Op> maker) {
        requirePlain(node);
        Value x = node.value(0);
        Shape shape = x.shape();
        boolean fits = x.view().rank() == 3
                && x.view().isWhole(0, Dim.WIDTH, shape.width())
                && x.isBatch(1)
                && x.isChannels(2)
                && x.isImage();
        Constant weight = node.constant(1);
        Constant own = node.constant(2);
        int units = own.rank() == 3 ? own.dims().get(2) : 0;
        List<Integer> wide = List.of(1, gates() * units, shape.channels());
        if (!fits
                || units == 0
                || !weight.dims().equals(wide)
                || !own.dims().equals(List.of(1, gates() * units, units))) {
            throw new UnreadableException("it reads " + x.described() + " by weights of dims " + weight.dims() + " and "
                    + own.dims() + " (must be positions, batch and channels, in one direction)");
        }
        Map<Role, float[]> numbers = Map.of(
                Role.WEIGHT, weights(weight.values(), own.values(), shape.channels(), units),
                Role.BIAS, biases(node, units));
        give(node, x, node.add(maker.apply(shape.channels(), units), numbers, Value.Layout.IMAGE, x));
    }

    private static void requirePlain(OnnxNode node) {
        Map<String, Boolean> reasons = new LinkedHashMap<>();
        String direction = node.text("direction", "forward");
        reasons.put("direction is " + Names.shown(direction) + " (must be forward)", !direction.equals("forward"));
        reasons.put("it has activations of its own", node.has("activations"));
        reasons.put("it has a clip", node.has("clip"));
        reasons.put("layout is 1 (must be 0)", node.integer("layout", 0) != 0);
        reasons.put("input_forget is 1 (must be 0)", node.integer("input_forget", 0) != 0);
        reasons.put("it has sequence_lens", node.isGiven(LENGTHS));
        reasons.put("it has peepholes", node.isGiven(PEEPHOLES));
        reasons.put("its first state is not 0", !startsAtZero(node));
        reasons.put("it gives its memory", node.isRead(2));
        reasons.values().removeIf(holds -> !holds);
        if (!reasons.isEmpty()) {
            throw new UnreadableException(String.join("; ", reasons.keySet()));
        }
    }

    private static boolean startsAtZero(OnnxNode node) {
        return IntStream.range(FIRST_STATE, Math.min(PEEPHOLES, node.inputs()))
                .filter(node::isGiven)
                .allMatch(i -> node.isConstant(i) && node.constant(i).isZero());
    }

    private float[] weights(double[] ofInputs, double[] ofUnits, int inputs, int units) {
        float[] all = new float[units * (inputs + units) * gates()];
        int next = 0;
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs + units; input++) {
                for (int gate : order) {
                    int row = gate * units + unit;
                    double number =
                            input < inputs ? ofInputs[row * inputs + input] : ofUnits[row * units + input - inputs];
                    all[next++] = (float) number;
                }
            }
        }
        return all;
    }

    private float[] biases(OnnxNode node, int units) {
        float[] all = new float[units * biases.size()];
        if (!node.isGiven(BIASES)) {
            return all;
        }
        double[] given = node.constant(BIASES).values();
        if (given.length != 2 * gates() * units) {
            throw new UnreadableException("it has " + given.length + " biases (must be " + 2 * gates() * units + ")");
        }
        for (int i = 0; i < all.length; i++) {
            int unit = i / biases.size();
            all[i] = (float) biases.get(i % biases.size()).stream()
                    .mapToDouble(row -> given[row * units + unit])
                    .sum();
        }
        return all;
    }

    /** All states with an axis of directions, or the last state. */
    private static void give(OnnxNode node, Value x, Value y) {
        Factor channels = new Factor(Dim.CHANNEL, y.shape().channels());
        View all = x.view().with(2, List.of(channels)).expanded(new int[] {1});
        if (node.isRead(0)) {
            node.give(0, y.as(all));
        }
        if (node.isRead(1)) {
            Slice last = new Slice(Slice.Range.all(1), new Slice.Range(y.shape().width() - 1, 1, 1));
            Value state = node.add(last, Map.of(), Value.Layout.IMAGE, y);
            node.give(1, state.as(all.with(0, List.of()).without(0)));
        }
    }

    /** Adds the nodes that compute the operator. */
    void write(int units, int inputs, String output, List<String> in, OnnxGraph graph) {
        String rows =
                graph.node("Squeeze", output + "/rows", List.of(in.get(0), graph.constant(output + "/height", 2)));
        String x = graph.node("Transpose", output + "/positions", List.of(rows), Attributes.integers("perm", 2, 0, 1));
        String byGate =
                graph.node("Transpose", output + "/gates", List.of(in.get(1)), Attributes.integers("perm", 2, 0, 1));
        String ordered = graph.node(
                "Gather",
                output + "/ordered",
                List.of(byGate, graph.constant(output + "/order", inverse())),
                Attributes.integer("axis", 0));
        String w = weights(output + "/W", ordered, units, 0, inputs, graph);
        String r = weights(output + "/R", ordered, units, inputs, inputs + units, graph);
        String b = biases(output + "/B", in.get(2), units, graph);
        AttributeProto[] all = Stream.concat(attributes.stream(), Stream.of(Attributes.integer("hidden_size", units)))
                .toArray(AttributeProto[]::new);
        String states = graph.named(output, name, output + "/states", List.of(x, w, r, b), all);
        AttributeProto image = Attributes.integers("perm", 2, 3, 1, 0);
        graph.named(output + "/image", "Transpose", output, List.of(states), image);
    }

    private long[] inverse() {
        long[] inverse = new long[gates()];
        for (int gate = 0; gate < inverse.length; gate++) {
            inverse[order.get(gate)] = gate;
        }
        return inverse;
    }

    private String weights(String name, String ordered, int units, int first, int end, OnnxGraph graph) {
        List<String> bounds = List.of(
                ordered,
                graph.constant(name + "/start", first),
                graph.constant(name + "/end", end),
                graph.constant(name + "/axis", 2));
        String some = graph.node("Slice", name + "/some", bounds);
        String sizes = graph.constant(name + "/sizes", 1, (long) gates() * units, (long) end - first);
        return graph.node("Reshape", name, List.of(some, sizes));
    }

    /** Each of the operator's biases where ONNX first has it, 0 elsewhere. */
    private String biases(String name, String own, int units, OnnxGraph graph) {
        int count = biases.size();
        long[] places = new long[2 * gates()];
        Arrays.fill(places, count);
        for (int bias = 0; bias < count; bias++) {
            places[biases.get(bias).get(0)] = bias;
        }
        String byGate = graph.node("Transpose", name + "/gates", List.of(own), Attributes.integers("perm", 1, 0));
        String nothing = graph.constant(name + "/nothing", List.of(1, units), new float[units]);
        String all = graph.node("Concat", name + "/all", List.of(byGate, nothing), Attributes.integer("axis", 0));
        String rows = graph.node("Gather", name + "/rows", List.of(all, graph.constant(name + "/places", places)));
        return graph.node("Reshape", name, List.of(rows, graph.constant(name + "/sizes", 1, 2L * gates() * units)));
    }
}
