package io.espalier.network.onnx;

import io.espalier.network.op.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * How a file lays an activation out: each axis counts some factors of the batch, of the channels and of the positions that
 * the engine has, the outermost first. Reshape and Transpose only change the view. A factor of size 1 is left out, so the
 * batch of a file that fixes it to one example stands nowhere.
 */
record View(List<List<Factor>> axes) {
    /** What a factor counts. */
    enum Dim {
        BATCH,
        CHANNEL,
        HEIGHT,
        WIDTH,
        /** Positions that attention looks at, in products of queries and keys. */
        KEY_HEIGHT,
        KEY_WIDTH;

        boolean isPosition() {
            return this == HEIGHT || this == WIDTH;
        }
    }

    /**
     * A part of a dimension.
     *
     * @param size how many it counts
     * @param stride how far apart they are in the dimension
     */
    record Factor(Dim dim, int size, int stride) {
        /** A whole dimension. */
        Factor(Dim dim, int size) {
            this(dim, size, 1);
        }

        private boolean isAround(Factor inner) {
            return dim == inner.dim && stride == inner.size * inner.stride;
        }

        private Factor outer(int parts) {
            return new Factor(dim, parts, stride * (size / parts));
        }

        private Factor inner(int parts) {
            return new Factor(dim, size / parts, stride);
        }
    }

    View {
        axes = axes.stream().map(View::merged).toList();
    }

    private static List<Factor> merged(List<Factor> factors) {
        List<Factor> merged = new ArrayList<>();
        for (Factor next : factors) {
            Factor last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && last.isAround(next)) {
                merged.set(merged.size() - 1, new Factor(next.dim, last.size * next.size, next.stride));
            } else if (next.size > 1) {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    /** Axes of one factor each. */
    static View of(Factor... factors) {
        return new View(Arrays.stream(factors).map(List::of).toList());
    }

    /** Batch, channels, height and width. */
    static View image(int batch, Shape shape) {
        return of(
                new Factor(Dim.BATCH, batch),
                new Factor(Dim.CHANNEL, shape.channels()),
                new Factor(Dim.HEIGHT, shape.height()),
                new Factor(Dim.WIDTH, shape.width()));
    }

    int rank() {
        return axes.size();
    }

    /** An axis that may be counted from the end. */
    int axis(long axis) {
        long counted = axis < 0 ? axis + rank() : axis;
        if (counted < 0 || counted >= rank()) {
            throw new UnreadableException("there is no axis " + axis + " of " + rank());
        }
        return (int) counted;
    }

    /** How many an axis counts. */
    long size(int axis) {
        return axes.get(axis).stream().mapToLong(Factor::size).reduce(1, Math::multiplyExact);
    }

    long[] sizes() {
        return java.util.stream.IntStream.range(0, rank()).mapToLong(this::size).toArray();
    }

    /** How many numbers there are, those of all examples. */
    long count() {
        return Arrays.stream(sizes()).reduce(1, Math::multiplyExact);
    }

    /** Whether an axis counts a whole dimension, and nothing else. */
    boolean isWhole(int axis, Dim dim, int size) {
        return axes.get(axis).equals(size == 1 ? List.of() : List.of(new Factor(dim, size)));
    }

    /** Whether all that an axis counts are parts of a dimension. */
    boolean isOnly(int axis, Dim dim) {
        return axes.get(axis).stream().allMatch(factor -> factor.dim == dim);
    }

    View transposed(int[] order) {
        boolean isOrder =
                order.length == rank() && Arrays.stream(order).distinct().count() == rank();
        if (!isOrder) {
            throw new UnreadableException("it permutes " + rank() + " axes as " + Arrays.toString(order));
        }
        return new View(
                Arrays.stream(order).mapToObj(axis -> axes.get(axis(axis))).toList());
    }

    /** The axes with some of size 1 added, at places in what comes of it. */
    View expanded(int[] places) {
        List<List<Factor>> all = new ArrayList<>(axes);
        int rank = rank() + places.length;
        for (int place :
                Arrays.stream(places).map(p -> p < 0 ? p + rank : p).sorted().toArray()) {
            if (place < 0 || place > all.size()) {
                throw new UnreadableException("it adds axis " + place + " to " + all.size());
            }
            all.add(place, List.of());
        }
        return new View(all);
    }

    /** Without axes of size 1; without all of them where none is named. */
    View squeezed(int[] places) {
        List<Integer> gone = places.length > 0
                ? Arrays.stream(places).mapToObj(this::axis).toList()
                : java.util.stream.IntStream.range(0, rank())
                        .filter(a -> size(a) == 1)
                        .boxed()
                        .toList();
        if (gone.stream().anyMatch(axis -> size(axis) != 1)) {
            throw new UnreadableException(
                    "it removes axes " + gone + " of " + Arrays.toString(sizes()) + " (must be of size 1)");
        }
        List<List<Factor>> left = new ArrayList<>(axes);
        gone.stream().sorted(Collections.reverseOrder()).forEach(axis -> left.remove((int) axis));
        return new View(left);
    }

    View without(int axis) {
        List<List<Factor>> left = new ArrayList<>(axes);
        left.remove(axis);
        return new View(left);
    }

    View with(int axis, List<Factor> factors) {
        List<List<Factor>> all = new ArrayList<>(axes);
        all.set(axis, factors);
        return new View(all);
    }

    /** The factors in their order, grouped to other sizes. */
    View reshaped(long[] sizes) {
        Deque<Factor> rest = new ArrayDeque<>();
        axes.forEach(rest::addAll);
        List<List<Factor>> all = new ArrayList<>();
        for (long size : sizes) {
            all.add(taken(rest, size, sizes));
        }
        if (!rest.isEmpty()) {
            throw misfit(sizes);
        }
        return new View(all);
    }

    private List<Factor> taken(Deque<Factor> rest, long size, long[] sizes) {
        List<Factor> axis = new ArrayList<>();
        long left = size;
        while (left > 1 && !rest.isEmpty()) {
            Factor next = rest.remove();
            if (left % next.size == 0) {
                axis.add(next);
                left /= next.size;
            } else if (next.size % left == 0) {
                axis.add(next.outer((int) left));
                rest.push(next.inner((int) left));
                left = 1;
            } else {
                throw misfit(sizes);
            }
        }
        if (left != 1) {
            throw misfit(sizes);
        }
        return axis;
    }

    private UnreadableException misfit(long[] sizes) {
        return new UnreadableException("it reshapes " + Arrays.toString(sizes()) + " to " + Arrays.toString(sizes));
    }

    /** The sizes that a Reshape asks for: 0 keeps an axis's, -1 is what is left. */
    long[] asked(double[] sizes, boolean zeroIsKept) {
        long[] asked = new long[sizes.length];
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            asked[i] = sizes[i] == 0 && zeroIsKept ? size(axis(i)) : (long) sizes[i];
            known = Math.multiplyExact(known, asked[i] == -1 ? 1 : asked[i]);
        }
        for (int i = 0; i < asked.length; i++) {
            asked[i] = asked[i] == -1 && known > 0 ? count() / known : asked[i];
        }
        return asked;
    }
}
