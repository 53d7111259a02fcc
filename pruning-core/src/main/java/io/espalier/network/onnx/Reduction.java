package io.espalier.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Sums, products and bounds of constants along axes. */
final class Reduction {
    private static final int SINCE_AXES_ARE_INPUT = 18;

    private Reduction() {}

    static Constant of(OnnxNode node, double first, DoubleBinaryOperator function) {
        Constant x = node.constant(0);
        int since = node.operator().equals("ReduceSum") ? 13 : SINCE_AXES_ARE_INPUT;
        int[] named = node.axes(since);
        int[] axes = named.length == 0
                ? IntStream.range(0, x.rank()).toArray()
                : Arrays.stream(named).map(x::axis).distinct().sorted().toArray();
        Constant reduced = x;
        for (int axis : axes) {
            reduced = along(reduced, axis, first, function);
        }
        List<Integer> dims = new ArrayList<>(reduced.dims());
        if (node.integer("keepdims", 1) == 0) {
            IntStream.range(0, axes.length).forEach(i -> dims.remove(axes[axes.length - 1 - i]));
        }
        return reduced.as(dims);
    }

    private static Constant along(Constant x, int axis, double first, DoubleBinaryOperator function) {
        int length = x.dims().get(axis);
        int inner = x.dims().subList(axis + 1, x.rank()).stream().reduce(1, (a, b) -> a * b);
        List<Integer> dims = new ArrayList<>(x.dims());
        dims.set(axis, 1);
        double[] reduced = new double[(int) Constant.requireFew(dims)];
        Arrays.fill(reduced, first);
        for (int i = 0; i < x.size(); i++) {
            int place = i / inner / length * inner + i % inner;
            reduced[place] = function.applyAsDouble(reduced[place], x.values()[i]);
        }
        return new Constant(dims, reduced, x.type());
    }
}
