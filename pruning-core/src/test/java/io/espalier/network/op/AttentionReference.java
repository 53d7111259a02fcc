package io.espalier.network.op;

import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Shift;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator.Values;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Attention in plain loops over heads, windows and positions. */
final class AttentionReference {
    private final Attention op;
    private final Values in;
    private final Windows windows;
    private final double[] y;

    private AttentionReference(Attention op, Values in) {
        this.op = op;
        this.in = in;
        this.windows = op.windows();
        this.y = new double[in.inputs().get(2).length];
    }

    /** Heads alike or not, one window or several, with and without bias and shift. */
    static Attention some(List<Shape> in, RandomKey key) {
        Shape query = in.get(0);
        Shape value = in.get(2);
        boolean one = key.index(0, 3) == 0;
        List<Head> heads = one
                ? List.of(new Head(query.channels(), value.channels()))
                : List.of(new Head(1, 1), new Head(query.channels() - 1, value.channels() - 1));
        int height = divisor(query.height(), key.with("height"));
        int width = divisor(query.width(), key.with("width"));
        Windows windows = new Windows(height, width, query.height() / height, query.width() / width);
        Shift shift = windows.count() > 1 ? new Shift(key.index(1, height), key.index(2, width), -100) : Shift.NONE;
        return new Attention(heads, 0.7, windows, Conv.Bias.values()[key.index(3, 2)], shift);
    }

    private static int divisor(int length, RandomKey key) {
        int[] all =
                IntStream.rangeClosed(1, length).filter(d -> length % d == 0).toArray();
        return all[key.index(0, all.length)];
    }

    static double[] output(Attention op, Values in) {
        return new AttentionReference(op, in).output();
    }

    private double[] output() {
        for (int head = 0; head < op.heads().size(); head++) {
            for (int window = 0; window < windows.count(); window++) {
                for (int query = 0; query < windows.positions(); query++) {
                    attend(head, window, query);
                }
            }
        }
        return y;
    }

    private void attend(int head, int window, int query) {
        double[] weights = weights(head, window, query);
        int first = op.firstValue(head);
        for (int c = first; c < first + op.heads().get(head).values(); c++) {
            for (int key = 0; key < weights.length; key++) {
                y[place(c, window, query)] += weights[key] * in.inputs().get(2)[place(c, window, key)];
            }
        }
    }

    /** The softmax of the scores, less the largest first, so that no exponential overflows. */
    private double[] weights(int head, int window, int query) {
        double[] scores = IntStream.range(0, windows.positions())
                .mapToDouble(key -> score(head, window, query, key))
                .toArray();
        double largest = Arrays.stream(scores).max().orElseThrow();
        double[] shares =
                Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private double score(int head, int window, int query, int key) {
        double product = 0;
        int first = op.firstKey(head);
        for (int c = first; c < first + op.heads().get(head).keys(); c++) {
            product += in.x()[place(c, window, query)] * in.inputs().get(1)[place(c, window, key)];
        }
        int positions = windows.positions();
        double bias =
                op.bias() == Conv.Bias.PRESENT ? in.own(Role.SHIFT, (head * positions + query) * positions + key) : 0;
        boolean apart =
                isMoved(window, query) != isMoved(window, key) || isTurned(window, query) != isTurned(window, key);
        return op.scale() * product + bias + (apart ? op.shift().penalty() : 0);
    }

    private boolean isMoved(int window, int position) {
        return row(window, position) >= in.shape().height() - op.shift().height();
    }

    private boolean isTurned(int window, int position) {
        return column(window, position) >= in.shape().width() - op.shift().width();
    }

    private int row(int window, int position) {
        return window / windows.across() * windows.height() + position / windows.width();
    }

    private int column(int window, int position) {
        return window % windows.across() * windows.width() + position % windows.width();
    }

    private int place(int channel, int window, int position) {
        return (channel * in.shape().height() + row(window, position))
                        * in.shape().width()
                + column(window, position);
    }
}
