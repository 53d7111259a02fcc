package io.espalier.export.int8;

import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;
import java.util.Arrays;

/** The 32-bit sums of a convolution: weight by weight over all positions, those that are 0 left out. */
record IntegerConv(Conv conv, Shape in, Shape out) {
    /** @param x the input from its zero point, which is what the padding is */
    int[] sums(int[] x, QuantizedWeights weights) {
        int[] sums = new int[out.elements()];
        int seen = conv.channels() / conv.groups();
        int kernel = conv.kernel() * conv.kernel();
        for (int filter = 0; filter < conv.filters(); filter++) {
            int from = filter * out.positions();
            Arrays.fill(sums, from, from + out.positions(), weights.biases()[filter]);
            int first = filter / (conv.filters() / conv.groups()) * seen;
            for (int i = 0; i < seen * kernel; i++) {
                int weight = weights.values()[filter * seen * kernel + i];
                if (weight != 0) {
                    add(sums, from, weight, x, first + i / kernel, i % kernel);
                }
            }
        }
        return sums;
    }

    /** Adds what one weight contributes, at all positions where it does not stand on the padding. */
    private void add(int[] sums, int from, int weight, int[] x, int channel, int place) {
        int stride = conv.stride();
        int left = place % conv.kernel() - conv.padding();
        int first = Math.max(0, -Math.floorDiv(left, stride));
        int end = Math.min(out.width(), -Math.floorDiv(left - in.width(), stride));
        for (int row = 0; row < out.height(); row++) {
            int top = row * stride + place / conv.kernel() - conv.padding();
            if (top >= 0 && top < in.height()) {
                int to = from + row * out.width();
                int at = (channel * in.height() + top) * in.width() + left;
                for (int column = first; column < end; column++) {
                    sums[to + column] += weight * x[at + column * stride];
                }
            }
        }
    }
}
