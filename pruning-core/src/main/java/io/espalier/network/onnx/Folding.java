package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Works out nodes that are the same for every example: what exporters make of shapes and of weights. In a shape the batch
 * is 0, as in ONNX's Reshape, so such numbers are only moved, never reckoned with.
 */
final class Folding {
    private static final Map<String, Function<OnnxNode, Constant>> FOLDS = Map.of(
            "Identity", node -> node.constant(0),
            "Cast", node -> node.constant(0),
            "Transpose", node -> node.constant(0).transposed(),
            "Squeeze", Folding::squeezed,
            "Unsqueeze", Folding::unsqueezed,
            "Reshape", Folding::reshaped,
            "Concat", Folding::concatenated,
            "Gather", Folding::gathered);

    private Folding() {}

    /** Whether a node was worked out. */
    static boolean fold(NodeProto proto, Tensors tensors) {
        OnnxNode node = new OnnxNode(proto, tensors);
        boolean constant = node.inputs() > 0;
        for (int i = 0; i < node.inputs(); i++) {
            constant &= !node.isGiven(i) || node.isConstant(i);
        }
        if (constant) {
            node.give(fold(node));
        }
        return constant;
    }

    private static Constant fold(OnnxNode node) {
        Function<OnnxNode, Constant> fold = FOLDS.get(node.operator());
        if (fold == null) {
            throw new UnreadableException("all its inputs are constant, and it cannot be evaluated at import");
        }
        return fold.apply(node);
    }

    /** A Constant node. */
    static void read(OnnxNode node) {
        node.give(node.tensor("value").orElseGet(() -> listed(node)));
    }

    private static Constant listed(OnnxNode node) {
        if (node.has("value_float")) {
            return new Constant(List.of(), new double[] {node.number("value_float", 0)});
        } else if (node.has("value_int")) {
            return new Constant(List.of(), new double[] {node.integer("value_int", 0)});
        } else if (node.has("value_ints")) {
            return Constant.of(
                    Arrays.stream(node.sizes("value_ints")).asDoubleStream().toArray());
        }
        throw new UnreadableException("it holds no numbers of a known type");
    }

    /** The shape of an activation. */
    static void shape(OnnxNode node) {
        Value value = node.value(0);
        int[] all = sizes(value);
        int from = value.axis(node.size("start", node.integer("start", 0)));
        int to = value.axis(node.size("end", node.integer("end", all.length)));
        if (from < 0 || to > all.length || from > to) {
            throw new UnreadableException("start and end are " + from + " and " + to);
        }
        node.give(Constant.of(Arrays.stream(all, from, to).asDoubleStream().toArray()));
    }

    private static int[] sizes(Value value) {
        int channels = value.shape().channels();
        int height = value.shape().height();
        int width = value.shape().width();
        return switch (value.form()) {
            case VECTOR -> new int[] {0, channels};
            case SEQUENCE, POOLED_SEQUENCE -> new int[] {0, channels, width};
            case IMAGE, POOLED -> new int[] {0, channels, height, width};
            case CHANNELS_LAST -> new int[] {0, height, width, channels};
        };
    }

    private static Constant squeezed(OnnxNode node) {
        Constant x = node.constant(0);
        List<Integer> dims = x.dims().stream().filter(d -> d != 1).toList();
        int[] axes = node.axes(13);
        if (axes.length > 0 && x.rank() - dims.size() != axes.length) {
            throw new UnreadableException("of dims " + x.dims() + " it removes axes of a size other than 1");
        }
        return x.as(dims);
    }

    private static Constant unsqueezed(OnnxNode node) {
        Constant x = node.constant(0);
        int[] axes = node.axes(13);
        int rank = x.rank() + axes.length;
        List<Integer> dims = new ArrayList<>(x.dims());
        for (int axis :
                Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray()) {
            if (axis < 0 || axis > dims.size()) {
                throw new UnreadableException("it adds axis " + axis + " to " + dims.size());
            }
            dims.add(axis, 1);
        }
        return x.as(dims);
    }

    private static Constant reshaped(OnnxNode node) {
        Constant x = node.constant(0);
        List<Integer> dims = new ArrayList<>();
        int known = 1;
        for (int size : node.constant(1).integers()) {
            int own = size == 0 && dims.size() < x.rank() ? x.dims().get(dims.size()) : size;
            known *= own == -1 ? 1 : own;
            dims.add(own);
        }
        int rest = known > 0 ? x.size() / known : 0;
        dims.replaceAll(d -> d == -1 ? rest : d);
        if (dims.stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b) != x.size()) {
            throw new UnreadableException("it reshapes " + x.dims() + " to " + dims);
        }
        return x.as(dims);
    }

    private static Constant concatenated(OnnxNode node) {
        DoubleStream all = DoubleStream.empty();
        for (int i = 0; i < node.inputs(); i++) {
            if (node.constant(i).rank() != 1) {
                throw new UnreadableException(
                        "it concatenates constants of dims " + node.constant(i).dims());
            }
            all = DoubleStream.concat(all, DoubleStream.of(node.constant(i).values()));
        }
        return Constant.of(all.toArray());
    }

    private static Constant gathered(OnnxNode node) {
        Constant x = node.constant(0);
        Constant places = node.constant(1);
        if (x.rank() != 1 || node.integer("axis", 0) != 0) {
            throw new UnreadableException("it gathers from a constant of dims " + x.dims());
        }
        double[] picked = Arrays.stream(places.integers())
                .map(i -> i < 0 ? i + x.size() : i)
                .mapToDouble(i -> at(x, i))
                .toArray();
        return places.rank() == 0 ? new Constant(List.of(), picked) : Constant.of(picked);
    }

    private static double at(Constant x, int place) {
        if (place < 0 || place >= x.size()) {
            throw new UnreadableException("it gathers index " + place + " of " + x.size());
        }
        return x.values()[place];
    }
}
