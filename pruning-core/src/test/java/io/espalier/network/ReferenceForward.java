package io.espalier.network;

import io.espalier.network.Layout.Slot;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The logits of one example by the definition of each operator, in plain loops and in double: slow, and simple enough
 * to trust. Batch norms use their running statistics.
 */
public final class ReferenceForward {
    private final Network network;
    private final float[] values;
    private final Map<String, double[]> outputs = new HashMap<>();

    private ReferenceForward(Network network, float[] values) {
        this.network = network;
        this.values = values;
    }

    public static double[] logits(Network network, float[] values, double[] example) {
        ReferenceForward pass = new ReferenceForward(network, values);
        pass.outputs.put(Node.INPUT, example);
        double[] last = example;
        for (Node node : network.nodes()) {
            last = pass.output(node);
            pass.outputs.put(node.name(), last);
        }
        return last;
    }

    private double[] output(Node node) {
        double[] x = outputs.get(node.inputs().get(0));
        Shape in = network.shape(node.inputs().get(0));
        Shape out = network.shape(node.name());
        Op op = node.op();
        if (op instanceof Gemm gemm) {
            return gemm(node.name(), gemm, x);
        } else if (op instanceof Conv conv) {
            return conv(node.name(), conv, x, in, out);
        } else if (op instanceof BatchNormalization) {
            return normalize(node.name(), x, in);
        } else if (op instanceof Relu) {
            return map(x, v -> Math.max(0, v));
        } else if (op instanceof Sigmoid) {
            return map(x, v -> 1 / (1 + Math.exp(-v)));
        } else if (op instanceof Tanh) {
            return map(x, Math::tanh);
        } else if (op instanceof MaxPool pool) {
            return maximum(x, in, out, pool.kernel(), pool.stride());
        } else if (op instanceof AveragePool pool) {
            return mean(x, in, out, pool.kernel(), pool.kernel(), pool.stride());
        } else if (op instanceof GlobalAveragePool) {
            return mean(x, in, new Shape(in.channels(), 1, 1), in.height(), in.width(), 1);
        } else if (op instanceof Flatten) {
            return x;
        } else if (op instanceof Add) {
            return sum(x, outputs.get(node.inputs().get(1)));
        }
        throw new AssertionError(op);
    }

    private float parameter(String name, int index) {
        Slot slot = network.layout().slot(name);
        if (index >= slot.parameter().size()) {
            throw new AssertionError(name + "[" + index + "]");
        }
        return values[slot.offset() + index];
    }

    private double[] gemm(String name, Gemm gemm, double[] x) {
        double[] y = new double[gemm.units()];
        for (int u = 0; u < gemm.units(); u++) {
            y[u] = parameter(name + ".bias", u);
            for (int i = 0; i < gemm.inputs(); i++) {
                y[u] += parameter(name + ".weight", u * gemm.inputs() + i) * x[i];
            }
        }
        return y;
    }

    private double[] conv(String name, Conv conv, double[] x, Shape in, Shape out) {
        double[] y = new double[out.elements()];
        int seen = conv.channels() / conv.groups();
        for (int f = 0; f < conv.filters(); f++) {
            int firstChannel = f / (conv.filters() / conv.groups()) * seen;
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = conv.bias() == Conv.Bias.PRESENT ? parameter(name + ".bias", f) : 0;
                    for (int c = 0; c < seen; c++) {
                        for (int i = 0; i < conv.kernel(); i++) {
                            for (int j = 0; j < conv.kernel(); j++) {
                                int index = ((f * seen + c) * conv.kernel() + i) * conv.kernel() + j;
                                sum += parameter(name + ".weight", index)
                                        * padded(
                                                x,
                                                in,
                                                firstChannel + c,
                                                row * conv.stride() + i - conv.padding(),
                                                column * conv.stride() + j - conv.padding());
                            }
                        }
                    }
                    y[at(out, f, row, column)] = sum;
                }
            }
        }
        return y;
    }

    private static double padded(double[] x, Shape shape, int channel, int row, int column) {
        boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
        return inside ? x[at(shape, channel, row, column)] : 0;
    }

    private static int at(Shape shape, int channel, int row, int column) {
        return (channel * shape.height() + row) * shape.width() + column;
    }

    private double[] normalize(String name, double[] x, Shape in) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i / in.positions();
            double deviation = Math.sqrt(parameter(name + ".variance", c) + 1e-5);
            y[i] = parameter(name + ".scale", c) * (x[i] - parameter(name + ".mean", c)) / deviation
                    + parameter(name + ".shift", c);
        }
        return y;
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }

    private static double[] maximum(double[] x, Shape in, Shape out, int kernel, int stride) {
        double[] y = new double[out.elements()];
        for (int i = 0; i < y.length; i++) {
            y[i] = window(x, in, out, i, kernel, kernel, stride).max().orElseThrow();
        }
        return y;
    }

    private static double[] mean(double[] x, Shape in, Shape out, int height, int width, int stride) {
        double[] y = new double[out.elements()];
        for (int i = 0; i < y.length; i++) {
            y[i] = window(x, in, out, i, height, width, stride).average().orElseThrow();
        }
        return y;
    }

    private static DoubleStream window(
            double[] x, Shape in, Shape out, int position, int height, int width, int stride) {
        int channel = position / out.positions();
        int top = position % out.positions() / out.width() * stride;
        int left = position % out.width() * stride;
        return IntStream.range(0, height * width)
                .mapToDouble(k -> x[at(in, channel, top + k / width, left + k % width)]);
    }

    private static double[] sum(double[] x, double[] y) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += y[i];
        }
        return sum;
    }
}
