package io.espalier.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A tensor of a file that is the same for every example. */
record Constant(
        List<Integer> dims,
        @SuppressWarnings("ArrayRecordComponent") double[] values,
        Type type) {
    /** More numbers than this are not worked out at import of fewer. */
    static final long LARGEST = 1L << 24;

    /** Whether division leaves out the rest. */
    enum Type {
        WHOLE,
        REAL
    }

    Constant {
        dims = List.copyOf(dims);
    }

    Constant(List<Integer> dims, double[] values) {
        this(dims, values, Type.REAL);
    }

    /** A vector. */
    static Constant of(double... values) {
        return new Constant(List.of(values.length), values);
    }

    /** A vector of whole numbers. */
    static Constant whole(double... values) {
        return new Constant(List.of(values.length), values, Type.WHOLE);
    }

    int rank() {
        return dims.size();
    }

    int size() {
        return values.length;
    }

    /** As single-precision numbers. */
    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** As whole numbers, those too large for an int as the largest one. */
    int[] integers() {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    /** The only number. */
    double scalar() {
        if (values.length != 1) {
            throw new UnreadableException("a constant of dims " + dims + " (must be a single number)");
        }
        return values[0];
    }

    boolean isZero() {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    /** An axis that may be counted from the end. */
    int axis(long axis) {
        long counted = axis < 0 ? axis + rank() : axis;
        if (counted < 0 || counted >= rank()) {
            throw new UnreadableException("a constant of dims " + dims + " has no axis " + axis);
        }
        return (int) counted;
    }

    /** A matrix with rows for columns. */
    Constant transposed() {
        if (rank() != 2) {
            throw new UnreadableException("a constant of dims " + dims + " (must be a matrix)");
        }
        return transposed(new int[] {1, 0});
    }

    Constant transposed(int[] order) {
        if (order.length != rank() || Arrays.stream(order).distinct().count() != rank()) {
            throw new UnreadableException("it permutes dims " + dims + " as " + Arrays.toString(order));
        }
        int[] strides = strides();
        int[] axes = Arrays.stream(order).map(this::axis).toArray();
        return strided(
                Arrays.stream(axes).mapToObj(dims::get).toList(),
                0,
                Arrays.stream(axes).map(a -> strides[a]).toArray());
    }

    private int[] strides() {
        int[] strides = new int[rank()];
        int next = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = next;
            next *= Math.max(1, dims.get(axis));
        }
        return strides;
    }

    /** Numbers at other places, by how far apart they are along each axis. */
    private Constant strided(List<Integer> sizes, int first, int[] strides) {
        double[] picked = new double[(int) requireFew(sizes, size())];
        int[] at = new int[sizes.size()];
        int place = first;
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[place];
            int axis = at.length - 1;
            while (axis >= 0 && ++at[axis] == sizes.get(axis)) {
                place -= strides[axis] * (at[axis] - 1);
                at[axis--] = 0;
            }
            place += axis >= 0 ? strides[axis] : 0;
        }
        return new Constant(sizes, picked, type);
    }

    /** @throws UnreadableException if there are more than may be worked out */
    static long requireFew(List<Integer> sizes) {
        return requireFew(sizes, 0);
    }

    /** @param own how many there are already */
    static long requireFew(List<Integer> sizes, long own) {
        long most = Math.max(LARGEST, own);
        long count = 1;
        for (int size : sizes) {
            count = Math.multiplyExact(count, (long) size);
            if (size < 0 || count > most) {
                throw new UnreadableException(
                        "it makes a constant of dims " + sizes + " (must be at most " + most + " numbers)");
            }
        }
        return count;
    }

    /** Some places along an axis, in another order or more than once. */
    Constant picked(int axis, int[] places) {
        List<Integer> sizes = new ArrayList<>(dims);
        sizes.set(axis, places.length);
        requireFew(sizes, size());
        int length = dims.get(axis);
        int inner = strides()[axis];
        double[] picked = new double[size() / Math.max(1, length) * places.length];
        for (int i = 0; i < picked.length; i++) {
            int place = places[i / inner % places.length];
            int own = place < 0 ? place + length : place;
            if (own < 0 || own >= length) {
                throw new UnreadableException("it reads index " + place + " of " + length);
            }
            picked[i] = values[(i / inner / places.length * length + own) * inner + i % inner];
        }
        return new Constant(sizes, picked, type);
    }

    /** The same under an axis less. */
    Constant without(int axis) {
        List<Integer> sizes = new ArrayList<>(dims);
        sizes.remove(axis);
        return as(sizes);
    }

    /** Repeated along axes of size 1, and of more axes in front. */
    Constant broadcast(List<Integer> sizes) {
        int more = sizes.size() - rank();
        int[] own = strides();
        int[] strides = new int[sizes.size()];
        for (int axis = 0; axis < strides.length; axis++) {
            int dim = axis < more ? 1 : dims.get(axis - more);
            if (dim != 1 && dim != sizes.get(axis)) {
                throw new UnreadableException("it broadcasts dims " + dims + " to " + sizes);
            }
            strides[axis] = dim == 1 ? 0 : own[axis - more];
        }
        return strided(sizes, 0, strides);
    }

    /** The dims that two are broadcast to. */
    static List<Integer> common(List<Integer> left, List<Integer> right) {
        int rank = Math.max(left.size(), right.size());
        return IntStream.range(0, rank)
                .mapToObj(axis -> {
                    int a = axis < rank - left.size() ? 1 : left.get(axis - rank + left.size());
                    int b = axis < rank - right.size() ? 1 : right.get(axis - rank + right.size());
                    return a == 1 ? b : a;
                })
                .toList();
    }

    /** What a function makes of each number. */
    Constant map(DoubleUnaryOperator function) {
        return new Constant(dims, Arrays.stream(values).map(function).toArray(), type);
    }

    Constant of(Type other) {
        return new Constant(dims, values, other);
    }

    /** The same numbers under other dims, of as many numbers. */
    Constant as(List<Integer> other) {
        if (requireFew(other, size()) != size()) {
            throw new UnreadableException("it reshapes " + dims + " to " + other);
        }
        return new Constant(other, values, type);
    }
}
