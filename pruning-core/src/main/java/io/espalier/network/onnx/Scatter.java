package io.espalier.network.onnx;

import java.util.List;

/** Puts numbers into a copy of a constant: what exporters make of an assignment to a part of a tensor. */
final class Scatter {
    private Scatter() {}

    static Constant scattered(OnnxNode node) {
        Constant x = node.constant(0);
        Constant places = node.constant(1);
        Constant updates = node.constant(2);
        if (places.rank() < 1 || !node.text("reduction", "none").equals("none")) {
            throw new UnreadableException("it scatters by indices of dims " + places.dims());
        }
        int depth = places.dims().get(places.rank() - 1);
        if (depth < 1 || depth > x.rank()) {
            throw new UnreadableException("its indices have " + depth + " numbers each");
        }
        int block = product(x.dims().subList(depth, x.rank()));
        int count = places.size() / depth;
        if (updates.size() != (long) count * block) {
            throw new UnreadableException(
                    "it has " + updates.size() + " updates (must be " + count * (long) block + ")");
        }
        double[] values = x.values().clone();
        for (int i = 0; i < count; i++) {
            int place = place(x.dims(), places.values(), i * depth, depth);
            System.arraycopy(updates.values(), i * block, values, place * block, block);
        }
        return new Constant(x.dims(), values, x.type());
    }

    private static int place(List<Integer> dims, double[] places, int first, int depth) {
        int place = 0;
        for (int axis = 0; axis < depth; axis++) {
            int at = (int) places[first + axis];
            int own = at < 0 ? at + dims.get(axis) : at;
            if (own < 0 || own >= dims.get(axis)) {
                throw new UnreadableException("it writes index " + at + " of " + dims.get(axis));
            }
            place = place * dims.get(axis) + own;
        }
        return place;
    }

    private static int product(List<Integer> dims) {
        return dims.stream().reduce(1, (a, b) -> a * b);
    }
}
