package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator.Definition;
import io.espalier.network.op.ReferenceOperator.Maker;
import io.espalier.network.op.ReferenceOperator.Rank;
import io.espalier.network.op.ReferenceOperator.Values;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The definitions of all operators. A new operator comes with a line here. */
public final class ReferenceOperators {
    public static final List<ReferenceOperator<?>> ALL = List.of(
            any(Add.class, 2, (in, key) -> new Add(), ReferenceOperators::sum),
            pool(AveragePool.class, (in, key) -> new AveragePool(pooled(key)), ReferenceOperators::averages),
            any(BatchNormalization.class, 1, ReferenceOperators::norm, ReferenceOperators::normalized),
            any(
                    Clip.class,
                    1,
                    (in, key) -> new Clip(-0.5, key.index(0, 2)),
                    (op, in) -> in.map(x -> x < op.min() ? op.min() : x > op.max() ? op.max() : x)),
            of(Attention.class, 3, Rank.IMAGE, Rank.IMAGE, AttentionReference::some, AttentionReference::output),
            pool(ClassToken.class, (in, key) -> new ClassToken(in.get(0).channels()), LayoutReferences::withToken),
            any(Concat.class, 2, LayoutReferences::concat, LayoutReferences::joined),
            pool(ConvTranspose.class, LayoutReferences.transposed(ReferenceOperators::conv), LayoutReferences::spread),
            any(Gather.class, 1, LayoutReferences::gather, LayoutReferences::gathered),
            any(
                    Gelu.class,
                    1,
                    (in, key) -> new Gelu(Gelu.Approximation.values()[key.index(0, 2)]),
                    LayoutReferences::gelu),
            pool(Gru.class, (in, key) -> new Gru(in.get(0).channels(), 3), RecurrenceReference::output),
            pool(Lstm.class, (in, key) -> new Lstm(in.get(0).channels(), 3), RecurrenceReference::output),
            of(Embedding.class, 1, Rank.TOKENS, Rank.IMAGE, LayoutReferences::table, LayoutReferences::rowsOfTable),
            of(OneHot.class, 1, Rank.VECTOR, Rank.IMAGE, (in, key) -> new OneHot(3), LayoutReferences::oneHot),
            pool(SpaceToDepth.class, LayoutReferences::blocks, LayoutReferences::spaceToDepth),
            pool(PositionNormalization.class, LayoutReferences::positions, LayoutReferences::alongPositions),
            pool(Pad.class, LayoutReferences::pad, LayoutReferences::padded),
            pool(PositionEmbedding.class, LayoutReferences::embedding, ReferenceOperators::embedded),
            any(Scale.class, 1, (in, key) -> new Scale(0.3), (op, in) -> in.map(x -> op.factor() * x)),
            pool(Slice.class, LayoutReferences::slice, LayoutReferences::sliced),
            of(Conv.class, 1, Rank.IMAGE, Rank.IMAGE, ReferenceOperators::conv, ReferenceOperators::convolved),
            any(
                    Elu.class,
                    1,
                    (in, key) -> new Elu(0.5 + key.index(0, 2)),
                    (op, in) -> in.map(x -> x > 0 ? x : op.alpha() * (Math.exp(x) - 1))),
            any(
                    HardSigmoid.class,
                    1,
                    (in, key) -> new HardSigmoid(0.25, 0.5),
                    (op, in) -> in.map(x -> Math.max(0, Math.min(1, op.alpha() * x + op.beta())))),
            any(
                    HardSwish.class,
                    1,
                    (in, key) -> new HardSwish(),
                    (op, in) -> in.map(x -> x * Math.max(0, Math.min(6, x + 3)) / 6)),
            any(
                    LeakyRelu.class,
                    1,
                    (in, key) -> new LeakyRelu(0.25),
                    (op, in) -> in.map(x -> x > 0 ? x : op.alpha() * x)),
            of(Flatten.class, 1, Rank.ANY, Rank.VECTOR, (in, key) -> new Flatten(), (op, in) -> in.x()),
            of(Gemm.class, 1, Rank.VECTOR, Rank.VECTOR, ReferenceOperators::gemm, ReferenceOperators::multiplied),
            of(
                    GlobalAveragePool.class,
                    1,
                    Rank.IMAGE,
                    Rank.VECTOR,
                    (in, key) -> new GlobalAveragePool(),
                    ReferenceOperators::average),
            any(
                    LayerNormalization.class,
                    1,
                    (in, key) -> new LayerNormalization(in.get(0).channels(), 1e-5, 2 * key.index(0, 2)),
                    ReferenceOperators::layerNormalized),
            pool(MaxPool.class, (in, key) -> new MaxPool(pooled(key)), ReferenceOperators::maxima),
            any(Mul.class, 2, (in, key) -> new Mul(), ReferenceOperators::product),
            any(PRelu.class, 1, (in, key) -> new PRelu(in.get(0).channels()), ReferenceOperators::sloped),
            any(Relu.class, 1, (in, key) -> new Relu(), (op, in) -> in.map(x -> Math.max(0, x))),
            any(Sigmoid.class, 1, (in, key) -> new Sigmoid(), (op, in) -> in.map(x -> 1 / (1 + Math.exp(-x)))),
            any(Tanh.class, 1, (in, key) -> new Tanh(), (op, in) -> in.map(Math::tanh)));

    private ReferenceOperators() {}

    /** @throws AssertionError if an operator has no definition */
    public static ReferenceOperator<?> of(Op op) {
        return ALL.stream()
                .filter(reference -> reference.type() == op.getClass())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reference of " + op));
    }

    private static <O extends Op> ReferenceOperator<O> of(
            Class<O> type, int arity, Rank takes, Rank gives, Maker<O> maker, Definition<O> definition) {
        return new ReferenceOperator<>(type, arity, takes, gives, maker, definition);
    }

    private static <O extends Op> ReferenceOperator<O> any(
            Class<O> type, int arity, Maker<O> maker, Definition<O> definition) {
        return of(type, arity, Rank.ANY, Rank.ANY, maker, definition);
    }

    private static <O extends Op> ReferenceOperator<O> pool(Class<O> type, Maker<O> maker, Definition<O> definition) {
        return of(type, 1, Rank.IMAGE, Rank.IMAGE, maker, definition);
    }

    private static double[] sum(Add op, Values in) {
        return IntStream.range(0, in.x().length)
                .mapToDouble(i -> in.x()[i] + in.inputs().get(1)[i])
                .toArray();
    }

    private static double[] embedded(PositionEmbedding op, Values in) {
        return IntStream.range(0, in.x().length)
                .mapToDouble(i -> in.x()[i] + in.own(Role.SHIFT, i))
                .toArray();
    }

    private static double[] sloped(PRelu op, Values in) {
        int positions = in.x().length / op.channels();
        return IntStream.range(0, in.x().length)
                .mapToDouble(i -> in.x()[i] > 0 ? in.x()[i] : in.own(Role.SCALE, i / positions) * in.x()[i])
                .toArray();
    }

    private static double[] product(Mul op, Values in) {
        double[] gate = in.inputs().get(1);
        return IntStream.range(0, in.x().length)
                .mapToDouble(i -> in.x()[i] * gate[i / (in.x().length / gate.length)])
                .toArray();
    }

    private static Gemm gemm(List<Shape> in, RandomKey key) {
        return new Gemm(in.get(0).channels(), 2 + key.index(0, 5));
    }

    private static double[] multiplied(Gemm gemm, Values in) {
        double[] y = new double[gemm.units()];
        for (int u = 0; u < gemm.units(); u++) {
            y[u] = in.own(Role.BIAS, u);
            for (int i = 0; i < gemm.inputs(); i++) {
                y[u] += in.own(Role.WEIGHT, u * gemm.inputs() + i) * in.x()[i];
            }
        }
        return y;
    }

    /** Of one group, of two, or depthwise with one or two filters a channel. */
    private static Conv conv(List<Shape> in, RandomKey key) {
        int channels = in.get(0).channels();
        int groups = new int[] {1, 1, channels % 2 == 0 ? 2 : 1, channels}[key.index(0, 4)];
        int filters = groups == 1 ? 2 + key.index(1, 5) : groups * (1 + key.index(1, 2));
        Conv.Bias bias = Conv.Bias.values()[key.index(3, 2)];
        Window.Side height = side(1 + key.index(5, 2), key.with("height"));
        Window.Side width = key.index(4, 2) == 0 ? height : side(1 + key.index(6, 2), key.with("width"));
        return new Conv(channels, filters, new Window(height, width), groups, bias);
    }

    private static Window.Side side(int dilation, RandomKey key) {
        int kernel = 1 + key.index(0, 3);
        int before = key.index(1, kernel);
        int after = key.index(2, 2) == 0 ? before : key.index(3, kernel);
        return new Window.Side(kernel, 1 + key.index(4, 2), dilation, before, after);
    }

    private static Window pooled(RandomKey key) {
        return key.index(0, 2) == 0
                ? Window.square(2, 1 + key.index(1, 2), 0)
                : new Window(side(1, key.with("height")), side(1, key.with("width")));
    }

    private static double[] convolved(Conv conv, Values in) {
        Shape out = conv.output(in.shapes());
        double[] y = new double[out.elements()];
        for (int f = 0; f < conv.filters(); f++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    y[at(out, f, row, column)] = filtered(conv, in, f, row, column);
                }
            }
        }
        return y;
    }

    private static double filtered(Conv conv, Values in, int filter, int row, int column) {
        int seen = conv.channels() / conv.groups();
        int firstChannel = filter / (conv.filters() / conv.groups()) * seen;
        double sum = conv.bias() == Conv.Bias.PRESENT ? in.own(Role.BIAS, filter) : 0;
        Window.Side height = conv.window().height();
        Window.Side width = conv.window().width();
        for (int c = 0; c < seen; c++) {
            for (int k = 0; k < conv.window().taps(); k++) {
                int y = row * height.stride() + k / width.kernel() * height.dilation() - height.before();
                int x = column * width.stride() + k % width.kernel() * width.dilation() - width.before();
                sum += in.own(Role.WEIGHT, (filter * seen + c) * conv.window().taps() + k)
                        * padded(in, firstChannel + c, y, x);
            }
        }
        return sum;
    }

    private static double padded(Values in, int channel, int row, int column) {
        Shape shape = in.shape();
        return isInside(shape, row, column) ? in.x()[at(shape, channel, row, column)] : 0;
    }

    private static int at(Shape shape, int channel, int row, int column) {
        return (channel * shape.height() + row) * shape.width() + column;
    }

    private static BatchNormalization norm(List<Shape> in, RandomKey key) {
        return new BatchNormalization(in.get(0).channels(), key.uniform(0));
    }

    private static double[] normalized(BatchNormalization norm, Values in) {
        double[] y = new double[in.x().length];
        for (int i = 0; i < y.length; i++) {
            int c = i / in.shape().positions();
            double deviation = Math.sqrt(in.own(Role.RUNNING_VARIANCE, c) + 1e-5);
            y[i] = in.own(Role.SCALE, c) * (in.x()[i] - in.own(Role.RUNNING_MEAN, c)) / deviation
                    + in.own(Role.SHIFT, c);
        }
        return y;
    }

    private static double[] layerNormalized(LayerNormalization norm, Values in) {
        int positions = in.shape().positions();
        double[] y = new double[in.x().length];
        for (int p = 0; p < positions; p++) {
            int position = p;
            double[] x = IntStream.range(0, norm.channels())
                    .mapToDouble(c -> in.x()[c * positions + position])
                    .toArray();
            double[] all = Arrays.copyOf(x, x.length + norm.absent());
            double mean = DoubleStream.of(all).average().orElseThrow();
            double variance = DoubleStream.of(all)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            for (int c = 0; c < x.length; c++) {
                double normal = (x[c] - mean) / Math.sqrt(variance + 1e-5);
                y[c * positions + p] = in.own(Role.SCALE, c) * normal + in.own(Role.SHIFT, c);
            }
        }
        return y;
    }

    private static double[] maxima(MaxPool pool, Values in) {
        return places(pool.output(in.shapes()), i -> window(pool.window(), in, i, Double.NEGATIVE_INFINITY)
                .max()
                .orElseThrow());
    }

    private static double[] averages(AveragePool pool, Values in) {
        return places(
                pool.output(in.shapes()),
                i -> window(pool.window(), in, i, 0).average().orElseThrow());
    }

    private static double[] places(Shape out, IntToDoubleFunction number) {
        return IntStream.range(0, out.elements()).mapToDouble(number).toArray();
    }

    private static DoubleStream window(Window window, Values in, int position, double outside) {
        Shape out = new MaxPool(window).output(in.shapes());
        int channel = position / out.positions();
        int top = position % out.positions() / out.width() * window.height().stride()
                - window.height().before();
        int left = position % out.width() * window.width().stride()
                - window.width().before();
        int wide = window.width().kernel();
        return IntStream.range(0, window.taps()).mapToDouble(k -> {
            int row = top + k / wide;
            int column = left + k % wide;
            return isInside(in.shape(), row, column) ? in.x()[at(in.shape(), channel, row, column)] : outside;
        });
    }

    private static boolean isInside(Shape shape, int row, int column) {
        return row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
    }

    private static double[] average(GlobalAveragePool pool, Values in) {
        int positions = in.shape().positions();
        return IntStream.range(0, in.shape().channels())
                .mapToDouble(c -> DoubleStream.of(in.x())
                        .skip((long) c * positions)
                        .limit(positions)
                        .average()
                        .orElseThrow())
                .toArray();
    }
}
