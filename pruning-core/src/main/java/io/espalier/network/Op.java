package io.espalier.network;

import io.espalier.network.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** An operator, named as in ONNX's operator set. Engines and cost models exhaust this list. */
public sealed interface Op {
    /** The shape of the output for inputs of these shapes. */
    Shape output(List<Shape> inputs);

    /** What the operator owns when it stands in a node of this name. */
    default List<Parameter> parameters(String node) {
        return List.of();
    }

    /** Multiply-accumulates per example, biases, norms and element-wise work not counted. */
    default long macs(List<Shape> inputs) {
        return 0;
    }

    /** The least number of examples that it can be trained on at once. */
    default int leastBatch(List<Shape> inputs) {
        return 1;
    }

    /** Fully connected: y = W x + b, W of (units, inputs). */
    record Gemm(int inputs, int units) implements Op {
        @Override
        public Shape output(List<Shape> in) {
            require(in.get(0).elements() == inputs && in.get(0).positions() == 1, in, "a vector of " + inputs);
            return Shape.vector(units);
        }

        @Override
        public List<Parameter> parameters(String node) {
            return List.of(
                    new Parameter(node + ".weight", Role.WEIGHT, List.of(units, inputs)),
                    new Parameter(node + ".bias", Role.BIAS, List.of(units)));
        }

        @Override
        public long macs(List<Shape> in) {
            return (long) inputs * units;
        }
    }

    /** Two-dimensional convolution with a square kernel, zero padding on all sides. */
    record Conv(int channels, int filters, int kernel, int stride, int padding, int groups, Bias bias) implements Op {
        /** Whether a bias is added; a batch norm behind makes one redundant. */
        public enum Bias {
            PRESENT,
            ABSENT
        }

        public Conv {
            if (channels % groups != 0 || filters % groups != 0) {
                throw new IllegalArgumentException("Invalid groups: " + groups + " (must divide " + channels
                        + " channels and " + filters + " filters)");
            }
        }

        @Override
        public Shape output(List<Shape> in) {
            require(in.get(0).channels() == channels, in, channels + " channels");
            return new Shape(filters, slide(in.get(0).height()), slide(in.get(0).width()));
        }

        private int slide(int length) {
            return windows(length + 2 * padding, kernel, stride);
        }

        @Override
        public List<Parameter> parameters(String node) {
            List<Parameter> own = new ArrayList<>();
            own.add(new Parameter(node + ".weight", Role.WEIGHT, List.of(filters, channels / groups, kernel, kernel)));
            if (bias == Bias.PRESENT) {
                own.add(new Parameter(node + ".bias", Role.BIAS, List.of(filters)));
            }
            return own;
        }

        @Override
        public long macs(List<Shape> in) {
            return (long) output(in).elements() * (channels / groups) * kernel * kernel;
        }
    }

    /**
     * Batch normalisation over channels (Ioffe and Szegedy 2015), epsilon 1e-5, running statistics by momentum 0.1.
     *
     * @param initialScale what every scale starts at
     */
    record BatchNormalization(int channels, double initialScale) implements Op {
        public static final double EPSILON = 1e-5;
        public static final double MOMENTUM = 0.1;

        public BatchNormalization(int channels) {
            this(channels, 1);
        }

        /** A variance needs two values. */
        @Override
        public int leastBatch(List<Shape> inputs) {
            return inputs.get(0).positions() == 1 ? 2 : 1;
        }

        @Override
        public Shape output(List<Shape> in) {
            require(in.get(0).channels() == channels, in, channels + " channels");
            return in.get(0);
        }

        @Override
        public List<Parameter> parameters(String node) {
            List<Integer> dims = List.of(channels);
            return List.of(
                    new Parameter(node + ".scale", Role.SCALE, dims),
                    new Parameter(node + ".shift", Role.SHIFT, dims),
                    new Parameter(node + ".mean", Role.RUNNING_MEAN, dims),
                    new Parameter(node + ".variance", Role.RUNNING_VARIANCE, dims));
        }
    }

    /** max(0, x). */
    record Relu() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return in.get(0);
        }
    }

    /** 1 / (1 + exp(-x)). */
    record Sigmoid() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return in.get(0);
        }
    }

    /** Hyperbolic tangent. */
    record Tanh() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return in.get(0);
        }
    }

    /** Maximum over a square window, no padding. */
    record MaxPool(int kernel, int stride) implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return pooled(in.get(0), kernel, stride);
        }
    }

    /** Mean over a square window, no padding. */
    record AveragePool(int kernel, int stride) implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return pooled(in.get(0), kernel, stride);
        }
    }

    /** Mean over all positions of a channel. */
    record GlobalAveragePool() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return Shape.vector(in.get(0).channels());
        }
    }

    /** Channels, height and width laid out as one vector, channels outermost. */
    record Flatten() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            return Shape.vector(in.get(0).elements());
        }
    }

    /** Element-wise sum of two activations of one shape: the join of a residual block. */
    record Add() implements Op {
        @Override
        public Shape output(List<Shape> in) {
            require(in.get(0).equals(in.get(1)), in, "two equal shapes");
            return in.get(0);
        }
    }

    private static Shape pooled(Shape in, int kernel, int stride) {
        return new Shape(in.channels(), windows(in.height(), kernel, stride), windows(in.width(), kernel, stride));
    }

    private static int windows(int length, int kernel, int stride) {
        return Math.floorDiv(length - kernel, stride) + 1;
    }

    private static void require(boolean holds, List<Shape> shapes, String must) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid input: " + shapes + " (must be " + must + ")");
        }
    }
}
