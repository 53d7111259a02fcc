package io.espalier.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The places that Slice and Split pick along axes. */
final class Slices {
    private static final int SINCE_INPUTS = 10;
    private static final int SINCE_PARTS_ARE_INPUT = 13;

    /** Places along an axis, the bounds as the file has them. */
    record Range(int axis, long start, long end, long step) {
        /** The places that there are of a length. */
        Places within(long length) {
            if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
                throw new UnreadableException("its step is " + step);
            }
            long most = step > 0 ? length : length - 1;
            long from = Math.max(0, Math.min(most, start < 0 ? start + length : start));
            long least = step > 0 ? from : -1;
            long to = Math.max(least, Math.min(most, end < 0 ? end + length : end));
            long count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
            return new Places((int) from, (int) step, (int) Math.max(0, count));
        }
    }

    /** Some places at equal distances. */
    record Places(int first, int step, int count) {
        int[] places() {
            return IntStream.range(0, count).map(i -> first + i * step).toArray();
        }
    }

    private Slices() {}

    /** One range for each axis that is named. */
    static List<Range> of(OnnxNode node, int rank) {
        boolean inputs = node.operatorSet() >= SINCE_INPUTS;
        double[] starts = numbers(node, inputs, 1, "starts", new double[0]);
        double[] ends = numbers(node, inputs, 2, "ends", new double[0]);
        double[] all = IntStream.range(0, starts.length).asDoubleStream().toArray();
        double[] axes = numbers(node, inputs, 3, "axes", all);
        double[] ones = Arrays.stream(all).map(i -> 1).toArray();
        double[] steps = inputs ? numbers(node, true, 4, "steps", ones) : ones;
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw new UnreadableException("its starts, ends, axes and steps differ in number");
        }
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
            if (axis < 0 || axis >= rank) {
                throw new UnreadableException("there is no axis " + axis + " of " + rank);
            }
            ranges.add(new Range(axis, (long) starts[i], (long) ends[i], (long) steps[i]));
        }
        return ranges;
    }

    private static double[] numbers(OnnxNode node, boolean input, int place, String name, double[] others) {
        if (input) {
            return node.isGiven(place) ? node.constant(place).values() : others;
        }
        return node.has(name) ? Arrays.stream(node.longs(name)).asDoubleStream().toArray() : others;
    }

    /** How many places each output of a Split has. */
    static int[] parts(OnnxNode node, int length) {
        int[] sizes = node.operatorSet() < SINCE_PARTS_ARE_INPUT
                ? node.sizes("split")
                : node.isGiven(1) ? node.constant(1).integers() : new int[0];
        int[] parts = sizes.length > 0 ? sizes : equal(node, length);
        if (Arrays.stream(parts).anyMatch(p -> p < 0 || p > length)
                || Arrays.stream(parts).sum() != length
                || parts.length < node.allOutputs()) {
            throw new UnreadableException("it splits " + length + " into " + Arrays.toString(parts));
        }
        return parts;
    }

    private static int[] equal(OnnxNode node, int length) {
        int count = node.allOutputs();
        int each = (length + count - 1) / count;
        return IntStream.range(0, count)
                .map(i -> Math.max(0, Math.min(each, length - i * each)))
                .toArray();
    }
}
