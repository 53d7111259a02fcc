package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network in plain double arithmetic, one example at a time, batch norms by their running statistics: slow, and simple
 * enough to be read as the definition that faster code is held to.
 */
public final class DoubleNetwork {
    /** What the operators compute. */
    public enum Flow {
        /** Everything. */
        WHOLE,
        /** Only weights, sums and pooling: no biases, norms or nonlinearities. */
        SYNAPTIC
    }

    /** A weight at work: output {@code to} of a node gets weight times input {@code from}. */
    @FunctionalInterface
    interface Use {
        void at(int to, int from, int weight);
    }

    private final Network network;
    private final double[] parameters;
    private final Flow flow;

    public DoubleNetwork(Network network, double[] parameters, Flow flow) {
        this.network = network;
        this.parameters = parameters;
        this.flow = flow;
    }

    Node last() {
        return network.nodes().get(network.nodes().size() - 1);
    }

    /** Every node's output, by name. */
    public Map<String, double[]> forward(double[] input) {
        Map<String, double[]> values = new HashMap<>();
        values.put(Node.INPUT, input);
        for (Node node : network.nodes()) {
            List<double[]> inputs = node.inputs().stream().map(values::get).toList();
            values.put(node.name(), output(node, inputs));
        }
        return values;
    }

    /** The derivative of something by every node's output, given its derivative by the last one's. */
    Map<String, double[]> backward(Map<String, double[]> values, double[] atLogits) {
        Map<String, double[]> slopes = new HashMap<>();
        values.forEach((name, value) -> slopes.put(name, new double[value.length]));
        slopes.put(last().name(), atLogits);
        for (int n = network.nodes().size() - 1; n >= 0; n--) {
            Node node = network.nodes().get(n);
            for (String input : node.inputs()) {
                double[] slope = slopes.get(input);
                double[] through =
                        inputSlope(node, values.get(input), values.get(node.name()), slopes.get(node.name()));
                for (int i = 0; i < slope.length; i++) {
                    slope[i] += through[i];
                }
            }
        }
        return slopes;
    }

    /** The derivative by every parameter, flat, given {@link #backward}'s slopes. */
    double[] parameterSlopes(Map<String, double[]> values, Map<String, double[]> slopes) {
        double[] gradient = new double[parameters.length];
        for (Node node : network.nodes()) {
            double[] x = values.get(node.inputs().get(0));
            double[] dy = slopes.get(node.name());
            if (isWeighted(node)) {
                uses(node, (to, from, weight) -> gradient[weight] += dy[to] * x[from]);
            }
            for (Parameter parameter : node.parameters()) {
                int offset = network.layout().slot(parameter.name()).offset();
                for (int i = 0; i < dy.length; i++) {
                    int place = offset + i / network.shape(node.name()).positions();
                    switch (parameter.role()) {
                        case BIAS, SHIFT -> gradient[place] += dy[i];
                        case SCALE -> gradient[place] += dy[i] * normalized(node, x, i);
                        case WEIGHT, RUNNING_MEAN, RUNNING_VARIANCE -> {}
                    }
                }
            }
        }
        return gradient;
    }

    static boolean isWeighted(Node node) {
        return node.op() instanceof Gemm || node.op() instanceof Conv;
    }

    /** Calls for every use of every weight of a Gemm or Conv; uses on the zero padding are left out. */
    void uses(Node node, Use use) {
        int offset = network.layout().slot(node.name() + ".weight").offset();
        if (node.op() instanceof Gemm gemm) {
            for (int i = 0; i < gemm.units() * gemm.inputs(); i++) {
                use.at(i / gemm.inputs(), i % gemm.inputs(), offset + i);
            }
        } else if (node.op() instanceof Conv conv) {
            for (int to = 0; to < network.shape(node.name()).elements(); to++) {
                uses(node, conv, to, offset, use);
            }
        }
    }

    private void uses(Node node, Conv conv, int to, int offset, Use use) {
        Shape in = network.inputShapes(node).get(0);
        Shape out = network.shape(node.name());
        int filter = to / out.positions();
        int channels = conv.channels() / conv.groups();
        int firstChannel = filter / (conv.filters() / conv.groups()) * channels;
        int area = conv.kernel() * conv.kernel();
        for (int k = 0; k < channels * area; k++) {
            int row = to % out.positions() / out.width() * conv.stride() - conv.padding() + k % area / conv.kernel();
            int column = to % out.width() * conv.stride() - conv.padding() + k % conv.kernel();
            if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                int from = (firstChannel + k / area) * in.positions() + row * in.width() + column;
                use.at(to, from, offset + filter * channels * area + k);
            }
        }
    }

    private double[] output(Node node, List<double[]> inputs) {
        double[] x = inputs.get(0);
        double[] y = new double[network.shape(node.name()).elements()];
        if (isWeighted(node)) {
            uses(node, (to, from, weight) -> y[to] += parameters[weight] * x[from]);
        }
        for (int i = 0; i < y.length; i++) {
            if (isWeighted(node)) {
                y[i] += flow == Flow.SYNAPTIC ? 0 : ofChannel(node, ".bias", i);
            } else if (isPool(node.op())) {
                y[i] = IntStream.of(window(node, x, i))
                        .mapToDouble(from -> x[from])
                        .average()
                        .orElseThrow();
            } else if (node.op() instanceof Add) {
                y[i] = x[i] + inputs.get(1)[i];
            } else {
                y[i] = flow == Flow.SYNAPTIC ? x[i] : elementwise(node, x, i);
            }
        }
        return y;
    }

    private double elementwise(Node node, double[] x, int i) {
        Op op = node.op();
        if (op instanceof BatchNormalization) {
            return normalized(node, x, i) * ofChannel(node, ".scale", i) + ofChannel(node, ".shift", i);
        }
        if (op instanceof Relu) {
            return Math.max(0, x[i]);
        }
        if (op instanceof Sigmoid) {
            return 1 / (1 + Math.exp(-x[i]));
        }
        return op instanceof Tanh ? Math.tanh(x[i]) : x[i];
    }

    private double[] inputSlope(Node node, double[] x, double[] y, double[] dy) {
        double[] dx = new double[x.length];
        if (isWeighted(node)) {
            uses(node, (to, from, weight) -> dx[from] += parameters[weight] * dy[to]);
            return dx;
        }
        for (int i = 0; i < dy.length; i++) {
            if (isPool(node.op())) {
                int[] window = window(node, x, i);
                for (int from : window) {
                    dx[from] += dy[i] / window.length;
                }
            } else {
                dx[i] = dy[i] * (flow == Flow.SYNAPTIC ? 1 : elementwiseSlope(node, y[i], i));
            }
        }
        return dx;
    }

    private double elementwiseSlope(Node node, double y, int i) {
        Op op = node.op();
        if (op instanceof BatchNormalization) {
            return ofChannel(node, ".scale", i) / deviation(node, i);
        }
        if (op instanceof Relu) {
            return y > 0 ? 1 : 0;
        }
        if (op instanceof Sigmoid) {
            return y * (1 - y);
        }
        return op instanceof Tanh ? 1 - y * y : 1;
    }

    private double normalized(Node node, double[] x, int i) {
        return (x[i] - ofChannel(node, ".mean", i)) / deviation(node, i);
    }

    private double deviation(Node node, int i) {
        return Math.sqrt(ofChannel(node, ".variance", i) + BatchNormalization.EPSILON);
    }

    /** The number that a node's parameter has for the channel of its output {@code i}; 0 without such a parameter. */
    private double ofChannel(Node node, String suffix, int i) {
        Layout layout = network.layout();
        if (!layout.contains(node.name() + suffix)) {
            return 0;
        }
        int channel = i / network.shape(node.name()).positions();
        return parameters[layout.slot(node.name() + suffix).offset() + channel];
    }

    static boolean isPool(Op op) {
        return op instanceof MaxPool || op instanceof AveragePool || op instanceof GlobalAveragePool;
    }

    /** The inputs whose mean is output {@code to} of a pool: its window, or of a MaxPool the first largest in it. */
    int[] window(Node node, double[] x, int to) {
        Shape in = network.inputShapes(node).get(0);
        Shape out = network.shape(node.name());
        int channel = to / out.positions() * in.positions();
        if (node.op() instanceof GlobalAveragePool) {
            return IntStream.range(channel, channel + in.positions()).toArray();
        }
        boolean max = node.op() instanceof MaxPool;
        int kernel = node.op() instanceof MaxPool p ? p.kernel() : ((AveragePool) node.op()).kernel();
        int stride = node.op() instanceof MaxPool p ? p.stride() : ((AveragePool) node.op()).stride();
        int corner = channel + to % out.positions() / out.width() * stride * in.width() + to % out.width() * stride;
        int[] window = IntStream.range(0, kernel * kernel)
                .map(k -> corner + k / kernel * in.width() + k % kernel)
                .toArray();
        int largest = IntStream.of(window).reduce((a, b) -> x[b] > x[a] ? b : a).orElseThrow();
        return max ? new int[] {largest} : window;
    }
}
