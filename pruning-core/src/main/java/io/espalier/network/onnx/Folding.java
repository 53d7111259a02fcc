package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Works out nodes that are the same for every example: what exporters make of shapes, of weights and of masks. */
final class Folding {
    private static final int SINCE_AXES_ARE_INPUT = 13;
    static final Map<String, Function<OnnxNode, Constant>> FOLDS = new HashMap<>();

    static {
        FOLDS.putAll(Elementwise.FOLDS);
        FOLDS.put("Identity", node -> node.constant(0));
        FOLDS.put("Dropout", node -> node.constant(0));
        FOLDS.put("Transpose", Folding::transposed);
        FOLDS.put("Squeeze", Folding::squeezed);
        FOLDS.put("Unsqueeze", Folding::unsqueezed);
        FOLDS.put("Reshape", Folding::reshaped);
        FOLDS.put("Concat", Folding::concatenated);
        FOLDS.put("Gather", Folding::gathered);
        FOLDS.put("Slice", Folding::sliced);
        FOLDS.put("Expand", node -> node.constant(0).broadcast(broadcastDims(node)));
        FOLDS.put(
                "Shape",
                node -> Constant.whole(
                        node.constant(0).dims().stream().mapToDouble(d -> d).toArray()));
        FOLDS.put("ConstantOfShape", Folding::filled);
        FOLDS.put("Range", Folding::range);
        FOLDS.put("ScatterND", Scatter::scattered);
        FOLDS.put("ReduceProd", node -> Reduction.of(node, 1, (a, b) -> a * b));
        FOLDS.put("ReduceSum", node -> Reduction.of(node, 0, Double::sum));
        FOLDS.put("ReduceMax", node -> Reduction.of(node, Double.NEGATIVE_INFINITY, Math::max));
        FOLDS.put("ReduceMin", node -> Reduction.of(node, Double.POSITIVE_INFINITY, Math::min));
    }

    private Folding() {}

    /** Whether a node was worked out. */
    static boolean fold(NodeProto proto, Tensors tensors) {
        OnnxNode node = new OnnxNode(proto, tensors);
        boolean constant = node.inputs() > 0;
        for (int i = 0; i < node.inputs(); i++) {
            constant &= !node.isGiven(i) || node.isConstant(i);
        }
        if (constant) {
            fold(node);
        }
        return constant;
    }

    private static void fold(OnnxNode node) {
        if (node.operator().equals("Split")) {
            split(node);
            return;
        }
        Function<OnnxNode, Constant> fold = FOLDS.get(node.operator());
        if (fold == null) {
            throw new UnreadableException("all its inputs are constant, and it cannot be evaluated at import");
        }
        Constant folded = fold.apply(node);
        node.grow(folded.size() - sizes(node));
        node.give(folded);
    }

    /** How many numbers it reads. */
    private static long sizes(OnnxNode node) {
        return IntStream.range(0, node.inputs())
                .filter(node::isGiven)
                .mapToLong(i -> node.constant(i).size())
                .sum();
    }

    /** A Constant node. */
    static void read(OnnxNode node) {
        node.give(node.tensor("value").orElseGet(() -> listed(node)));
    }

    private static Constant listed(OnnxNode node) {
        if (node.has("value_float")) {
            return new Constant(List.of(), new double[] {node.number("value_float", 0)});
        } else if (node.has("value_int")) {
            return new Constant(List.of(), new double[] {node.integer("value_int", 0)}, Constant.Type.WHOLE);
        } else if (node.has("value_ints")) {
            return Constant.whole(
                    Arrays.stream(node.sizes("value_ints")).asDoubleStream().toArray());
        }
        throw new UnreadableException("it holds no numbers of a known type");
    }

    /** The shape of an activation. */
    static void shape(OnnxNode node) {
        View view = node.viewed(0).view();
        double[] all = Arrays.stream(view.sizes()).asDoubleStream().toArray();
        int from = bound(node, "start", 0, all.length);
        int to = bound(node, "end", all.length, all.length);
        if (from > to) {
            throw new UnreadableException("start and end are " + from + " and " + to);
        }
        node.give(Constant.whole(Arrays.copyOfRange(all, from, to)));
    }

    private static int bound(OnnxNode node, String name, int other, int rank) {
        long given = node.integer(name, other);
        return (int) Math.max(0, Math.min(rank, given < 0 ? given + rank : given));
    }

    private static Constant transposed(OnnxNode node) {
        Constant x = node.constant(0);
        int[] reversed = IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray();
        return x.transposed(node.sizes("perm", reversed));
    }

    private static Constant squeezed(OnnxNode node) {
        Constant x = node.constant(0);
        int[] axes = Arrays.stream(node.axes(SINCE_AXES_ARE_INPUT)).map(x::axis).toArray();
        List<Integer> dims = IntStream.range(0, x.rank())
                .filter(a -> axes.length == 0
                        ? x.dims().get(a) != 1
                        : Arrays.stream(axes).noneMatch(gone -> gone == a))
                .mapToObj(x.dims()::get)
                .toList();
        return x.as(dims);
    }

    private static Constant unsqueezed(OnnxNode node) {
        Constant x = node.constant(0);
        int[] axes = node.axes(SINCE_AXES_ARE_INPUT);
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
        long known = 1;
        for (int size : node.withoutBatch(node.constant(1))) {
            int own = size == 0 && dims.size() < x.rank() ? x.dims().get(dims.size()) : size;
            known = Math.multiplyExact(known, own == -1 ? 1L : own);
            dims.add(own);
        }
        int rest = known > 0 ? (int) (x.size() / known) : 0;
        dims.replaceAll(d -> d == -1 ? rest : d);
        return x.as(dims);
    }

    private static Constant concatenated(OnnxNode node) {
        Constant first = node.constant(0);
        int axis = first.axis(node.integer("axis", 0));
        List<Integer> dims = new ArrayList<>(first.dims());
        int length = 0;
        for (int i = 0; i < node.inputs(); i++) {
            List<Integer> own = node.constant(i).dims();
            boolean fits = own.size() == dims.size();
            for (int a = 0; fits && a < own.size(); a++) {
                fits = a == axis || own.get(a).equals(dims.get(a));
            }
            if (!fits) {
                throw new UnreadableException("it concatenates constants of dims " + dims + " and " + own);
            }
            length = Math.addExact(length, own.get(axis));
        }
        dims.set(axis, length);
        return new Constant(dims, joined(node, axis, (int) Constant.requireFew(dims, sizes(node))), first.type());
    }

    private static double[] joined(OnnxNode node, int axis, int count) {
        double[] all = new double[count];
        int outer = node.constant(0).dims().subList(0, axis).stream().reduce(1, (a, b) -> a * b);
        int next = 0;
        for (int part = 0; part < outer; part++) {
            for (int i = 0; i < node.inputs(); i++) {
                double[] values = node.constant(i).values();
                int length = values.length / outer;
                System.arraycopy(values, part * length, all, next, length);
                next += length;
            }
        }
        return all;
    }

    private static Constant gathered(OnnxNode node) {
        Constant x = node.constant(0);
        Constant places = node.constant(1);
        int axis = x.axis(node.integer("axis", 0));
        Constant picked = x.picked(axis, places.integers());
        List<Integer> dims = new ArrayList<>(x.dims().subList(0, axis));
        dims.addAll(places.dims());
        dims.addAll(x.dims().subList(axis + 1, x.rank()));
        return picked.as(dims);
    }

    private static Constant sliced(OnnxNode node) {
        Constant x = node.constant(0);
        for (Slices.Range range : Slices.of(node, x.rank())) {
            x = x.picked(range.axis(), range.within(x.dims().get(range.axis())).places());
        }
        return x;
    }

    private static void split(OnnxNode node) {
        Constant x = node.constant(0);
        int axis = x.axis(node.integer("axis", 0));
        int from = 0;
        int output = 0;
        for (int size : Slices.parts(node, x.dims().get(axis))) {
            int first = from;
            node.give(
                    output++,
                    x.picked(axis, IntStream.range(first, first + size).toArray()));
            from += size;
        }
    }

    private static List<Integer> broadcastDims(OnnxNode node) {
        List<Integer> asked =
                Arrays.stream(node.withoutBatch(node.constant(1))).boxed().toList();
        return Constant.common(node.constant(0).dims(), asked);
    }

    private static Constant filled(OnnxNode node) {
        List<Integer> dims =
                Arrays.stream(node.withoutBatch(node.constant(0))).boxed().toList();
        Constant value = node.tensor("value").orElse(new Constant(List.of(1), new double[1]));
        return new Constant(List.of(), new double[] {value.scalar()}, value.type()).broadcast(dims);
    }

    private static Constant range(OnnxNode node) {
        double start = node.constant(0).scalar();
        double step = node.constant(2).scalar();
        double count = Math.max(0, Math.ceil((node.constant(1).scalar() - start) / step));
        if (!(count <= Constant.LARGEST)) {
            throw new UnreadableException("it counts " + count + " numbers");
        }
        double[] all = new double[(int) count];
        Arrays.setAll(all, i -> start + i * step);
        return new Constant(List.of(all.length), all, node.constant(0).type());
    }
}
