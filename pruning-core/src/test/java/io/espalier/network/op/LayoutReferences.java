package io.espalier.network.op;

import io.espalier.network.op.ConvTranspose.More;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator.Maker;
import io.espalier.network.op.ReferenceOperator.Values;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move numbers about, number by number. */
final class LayoutReferences {
    private LayoutReferences() {}

    @FunctionalInterface
    private interface Source {
        double at(int channel, int row, int column);
    }

    private static double[] all(Shape out, Source source) {
        double[] y = new double[out.elements()];
        for (int i = 0; i < y.length; i++) {
            int position = i % out.positions();
            y[i] = source.at(i / out.positions(), position / out.width(), position % out.width());
        }
        return y;
    }

    private static double at(Shape shape, double[] x, int channel, int row, int column) {
        boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
        return inside ? x[(channel * shape.height() + row) * shape.width() + column] : 0;
    }

    static Concat concat(List<Shape> in, RandomKey key) {
        boolean point = in.get(0).positions() == 1;
        return new Concat(Concat.Axis.values()[point ? 0 : Math.max(0, key.index(0, 4) - 1)]);
    }

    static double[] joined(Concat op, Values in) {
        Shape first = in.shape();
        Shape second = in.shapes().get(1);
        double[] other = in.inputs().get(1);
        return all(op.output(in.shapes()), (channel, row, column) -> {
            int[] place = {channel, row, column};
            int axis = op.axis().dimension() - 1;
            boolean behind = place[axis] >= op.axis().of(first);
            place[axis] -= behind ? op.axis().of(first) : 0;
            return at(behind ? second : first, behind ? other : in.x(), place[0], place[1], place[2]);
        });
    }

    static PositionEmbedding embedding(List<Shape> in, RandomKey key) {
        if (in.get(0).positions() == 1) {
            throw new IllegalArgumentException("of one position it is a bias");
        }
        return new PositionEmbedding(in.get(0));
    }

    static Gather gather(List<Shape> in, RandomKey key) {
        int channels = in.get(0).channels();
        int[] order = key.permutation(channels);
        int count = 1 + key.index(0, channels);
        return new Gather(channels, Arrays.stream(order).limit(count).boxed().toList());
    }

    static double[] gathered(Gather op, Values in) {
        return all(
                op.output(in.shapes()),
                (c, row, column) -> at(in.shape(), in.x(), op.sources().get(c), row, column));
    }

    static Slice slice(List<Shape> in, RandomKey key) {
        return new Slice(
                range(in.get(0).height(), key.with("height")), range(in.get(0).width(), key.with("width")));
    }

    private static Slice.Range range(int length, RandomKey key) {
        int start = key.index(0, length);
        int step = 1 + key.index(1, 2);
        return new Slice.Range(start, step, 1 + key.index(2, (length - start - 1) / step + 1));
    }

    static double[] sliced(Slice op, Values in) {
        return all(
                op.output(in.shapes()),
                (c, row, column) -> at(
                        in.shape(),
                        in.x(),
                        c,
                        op.height().start() + row * op.height().step(),
                        op.width().start() + column * op.width().step()));
    }

    static Pad pad(List<Shape> in, RandomKey key) {
        return new Pad(key.index(0, 2), key.index(1, 3), key.index(2, 2), key.index(3, 2));
    }

    static double[] padded(Pad op, Values in) {
        return all(
                op.output(in.shapes()),
                (c, row, column) -> at(in.shape(), in.x(), c, row - op.top(), column - op.left()));
    }

    static double[] withToken(ClassToken op, Values in) {
        int positions = in.shape().positions();
        return all(
                op.output(in.shapes()),
                (c, row, place) -> place == 0 ? in.own(Role.SHIFT, c) : in.x()[c * positions + place - 1]);
    }

    static Maker<ConvTranspose> transposed(Maker<Conv> maker) {
        return (in, key) -> {
            Conv conv = maker.make(in, key);
            if (conv.groups() > 1) {
                throw new IllegalArgumentException("only one group");
            }
            More more = new More(
                    key.index(7, conv.window().height().stride()),
                    key.index(8, conv.window().width().stride()));
            return new ConvTranspose(conv.channels(), conv.filters(), conv.window(), more, conv.bias());
        };
    }

    /** Each position spread over its window. */
    static double[] spread(ConvTranspose op, Values in) {
        Shape out = op.output(in.shapes());
        int taps = op.window().taps();
        int wide = op.window().width().kernel();
        double[] y = all(out, (f, row, column) -> op.bias() == Conv.Bias.PRESENT ? in.own(Role.BIAS, f) : 0);
        for (int i = 0; i < in.x().length; i++) {
            int channel = i / in.shape().positions();
            int position = i % in.shape().positions();
            for (int k = 0; k < op.filters() * taps; k++) {
                int row = place(op.window().height(), position / in.shape().width(), k % taps / wide);
                int column = place(op.window().width(), position % in.shape().width(), k % wide);
                if (row >= 0 && row < out.height() && column >= 0 && column < out.width()) {
                    y[(k / taps * out.height() + row) * out.width() + column] +=
                            in.x()[i] * in.own(Role.WEIGHT, channel * op.filters() * taps + k);
                }
            }
        }
        return y;
    }

    private static int place(Window.Side side, int place, int tap) {
        return place * side.stride() + tap * side.dilation() - side.before();
    }

    static double[] oneHot(OneHot op, Values in) {
        return all(op.output(in.shapes()), (c, row, place) -> in.x()[place] == c ? 1 : 0);
    }

    static Embedding table(List<Shape> in, RandomKey key) {
        return new Embedding(3, 2 + key.index(0, 3));
    }

    static double[] rowsOfTable(Embedding op, Values in) {
        return all(op.output(in.shapes()), (c, row, place) -> {
            double token = in.x()[place];
            boolean isToken = token == Math.rint(token) && token >= 0 && token < op.tokens();
            return isToken ? in.own(Role.WEIGHT, c * op.tokens() + (int) token) : 0;
        });
    }

    static SpaceToDepth blocks(List<Shape> in, RandomKey key) {
        return new SpaceToDepth(in.get(0), 1 + key.index(0, 2), 1 + key.index(1, 3));
    }

    static double[] spaceToDepth(SpaceToDepth op, Values in) {
        int channels = in.shape().channels();
        return all(op.output(in.shapes()), (c, row, column) -> {
            int block = c / channels;
            int y = row * op.rows() + block / op.columns();
            int x = column * op.columns() + block % op.columns();
            return at(in.shape(), in.x(), c % channels, y, x);
        });
    }

    /** Of two positions the derivative is lost in rounding. */
    static PositionNormalization positions(List<Shape> in, RandomKey key) {
        if (in.get(0).width() < 3 || in.get(0).height() > 1) {
            throw new IllegalArgumentException("a sequence of three or more");
        }
        return new PositionNormalization(in.get(0).width(), 1e-5);
    }

    static double[] alongPositions(PositionNormalization op, Values in) {
        double[] y = new double[in.x().length];
        for (int i = 0; i < y.length; i++) {
            int place = i % op.positions();
            double[] row = Arrays.copyOfRange(in.x(), i - place, i - place + op.positions());
            double mean = Arrays.stream(row).average().orElseThrow();
            double variance = Arrays.stream(row)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            double unit = (in.x()[i] - mean) / Math.sqrt(variance + op.epsilon());
            y[i] = unit * in.own(Role.SCALE, place) + in.own(Role.SHIFT, place);
        }
        return y;
    }

    static double[] gelu(Gelu op, Values in) {
        return in.map(op.approximate() == Gelu.Approximation.NONE ? LayoutReferences::gelu : LayoutReferences::byTanh);
    }

    /** x times a half and half the hyperbolic tangent, that as a quotient of exponentials. */
    private static double byTanh(double x) {
        double power = Math.exp(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
        return x * (1 - 1 / (power + 1));
    }

    /** x times the integral of the normal density up to x, by Simpson's rule. */
    static double gelu(double x) {
        int steps = 2000;
        double width = x / steps;
        double sum = IntStream.rangeClosed(0, steps)
                .mapToDouble(
                        i -> (i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4) * Math.exp(-i * width * i * width / 2))
                .sum();
        return x * (0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI));
    }
}
