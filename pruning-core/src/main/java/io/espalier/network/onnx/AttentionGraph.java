package io.espalier.network.onnx;

import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Conv.Bias;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** An attention written as ONNX's own operators: all heads at once where they are equal, else one after the other. */
final class AttentionGraph {
    private final Attention op;
    private final String output;
    private final List<String> inputs;
    private final OnnxGraph graph;
    private final Windows windows;

    AttentionGraph(Attention op, String output, List<String> inputs, OnnxGraph graph) {
        this.op = op;
        this.output = output;
        this.inputs = inputs;
        this.graph = graph;
        this.windows = op.windows();
    }

    void write() {
        if (new HashSet<>(op.heads()).size() == 1) {
            alike(output, op.heads().size(), op.heads().get(0), op.scale(), inputs);
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int head = 0; head < op.heads().size(); head++) {
            if (op.heads().get(head).values() > 0) {
                parts.add(single(head));
            }
        }
        graph.node("Concat", output, parts, Attributes.integer("axis", 1));
    }

    /** A head without keys reads the first of all keys, times 0, for no runtime multiplies matrices without columns. */
    private String single(int head) {
        Head own = op.heads().get(head);
        return own.keys() > 0
                ? single(head, own, op.firstKey(head), op.scale())
                : single(head, new Head(1, own.values()), 0, 0);
    }

    private String single(int head, Head own, int firstKey, double scale) {
        String name = output + "/head" + head;
        List<String> parts = new ArrayList<>();
        parts.add(some(name + "/query", inputs.get(0), 1, firstKey, own.keys()));
        parts.add(some(name + "/key", inputs.get(1), 1, firstKey, own.keys()));
        parts.add(some(name + "/value", inputs.get(2), 1, op.firstValue(head), own.values()));
        if (op.bias() == Bias.PRESENT) {
            parts.add(some(name + "/bias", inputs.get(3), 0, head, 1));
        }
        alike(name, 1, own, scale, parts);
        return name;
    }

    private String some(String name, String tensor, int axis, int first, int count) {
        String start = graph.constant(name + "/start", first);
        String end = graph.constant(name + "/end", first + count);
        return graph.node("Slice", name, List.of(tensor, start, end, graph.constant(name + "/axis", axis)));
    }

    private void alike(String name, int heads, Head head, double factor, List<String> in) {
        String query = windowed(name + "/query-windows", in.get(0), heads, head.keys(), 0, 3, 5, 1, 4, 6, 2);
        String key = windowed(name + "/key-windows", in.get(1), heads, head.keys(), 0, 3, 5, 1, 2, 4, 6);
        String value = windowed(name + "/value-windows", in.get(2), heads, head.values(), 0, 3, 5, 1, 4, 6, 2);
        long count = windows.count();
        long positions = windows.positions();
        query = reshaped(query, -1, count, heads, positions, head.keys());
        key = reshaped(key, -1, count, heads, head.keys(), positions);
        value = reshaped(value, -1, count, heads, positions, head.values());
        String scores = graph.node("MatMul", name + "/products", List.of(query, key));
        String scale = graph.constant(name + "/scale", List.of(), new float[] {(float) factor});
        scores = graph.node("Mul", name + "/scaled", List.of(scores, scale));
        if (in.size() > 3) {
            scores = graph.node("Add", name + "/biased", List.of(scores, in.get(3)));
        }
        if (!op.shift().isNone()) {
            List<Integer> dims = List.of(windows.count(), 1, windows.positions(), windows.positions());
            String mask = graph.constant(name + "/mask", dims, op.shift().mask(windows));
            scores = graph.node("Add", name + "/masked", List.of(scores, mask));
        }
        String weights = graph.node("Softmax", name + "/weights", List.of(scores), Attributes.integer("axis", -1));
        String sums = graph.named(name, "MatMul", name + "/sums", List.of(weights, value));
        unwindowed(name, sums, heads, head.values());
    }

    /** (batch, heads, channels, windows down, height, windows across, width) in another order. */
    private String windowed(String name, String tensor, int heads, int channels, long... order) {
        String sizes = graph.constant(
                name + "/sizes",
                -1,
                heads,
                channels,
                windows.down(),
                windows.height(),
                windows.across(),
                windows.width());
        String split = graph.node("Reshape", name + "/split", List.of(tensor, sizes));
        return graph.node("Transpose", name, List.of(split), Attributes.integers("perm", order));
    }

    private String reshaped(String tensor, long... sizes) {
        return graph.node(
                "Reshape", tensor + "/joined", List.of(tensor, graph.constant(tensor + "/joined-sizes", sizes)));
    }

    private void unwindowed(String name, String sums, int heads, int channels) {
        String sizes = graph.constant(
                name + "/sums-sizes",
                -1,
                windows.down(),
                windows.across(),
                heads,
                windows.height(),
                windows.width(),
                channels);
        String split = graph.node("Reshape", name + "/sums-split", List.of(sums, sizes));
        String turned = graph.node(
                "Transpose", name + "/sums-turned", List.of(split), Attributes.integers("perm", 0, 3, 6, 1, 4, 2, 5));
        String all = graph.constant(
                name + "/image-sizes",
                -1,
                (long) heads * channels,
                (long) windows.height() * windows.down(),
                (long) windows.width() * windows.across());
        graph.named(name + "/image", "Reshape", name, List.of(turned, all));
    }
}
