package io.espalier.engine;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import java.util.List;

/** Networks, weights and masks for tests. */
public final class Samples {
    private Samples() {}

    /** Uneven strides and paddings, groups with and without bias, overlapping pools, norms before and behind a Gemm. */
    public static Network convolutions() {
        return new Network(
                "convolutions",
                new Shape(2, 9, 7),
                List.of(
                        new Node("norm0", new BatchNormalization(2), List.of(Node.INPUT)),
                        new Node("conv1", new Conv(2, 4, 3, 2, 2, 1, Bias.PRESENT), List.of("norm0")),
                        new Node("tanh1", new Tanh(), List.of("conv1")),
                        new Node("conv2", new Conv(4, 6, 3, 1, 1, 2, Bias.PRESENT), List.of("tanh1")),
                        new Node("pool2", new MaxPool(3, 2), List.of("conv2")),
                        new Node("conv3", new Conv(6, 6, 2, 1, 1, 3, Bias.ABSENT), List.of("pool2")),
                        new Node("norm3", new BatchNormalization(6), List.of("conv3")),
                        new Node("sigmoid3", new Sigmoid(), List.of("norm3")),
                        new Node("pool3", new AveragePool(2, 1), List.of("sigmoid3")),
                        new Node("flatten", new Flatten(), List.of("pool3")),
                        new Node("fc1", new Gemm(24, 5), List.of("flatten")),
                        new Node("norm4", new BatchNormalization(5), List.of("fc1")),
                        new Node("tanh4", new Tanh(), List.of("norm4")),
                        new Node("fc2", new Gemm(5, 3), List.of("tanh4"))));
    }

    /** Layers behind one another with nothing between them. */
    public static Network linear() {
        return new Network(
                "linear",
                Shape.vector(4),
                List.of(
                        new Node("fc1", new Gemm(4, 5), List.of(Node.INPUT)),
                        new Node("fc2", new Gemm(5, 6), List.of("fc1")),
                        new Node("relu2", new Relu(), List.of("fc2")),
                        new Node("fc3", new Gemm(6, 3), List.of("relu2"))));
    }

    /** Two branches whose layers stand in one order and whose activations in the other. */
    public static Network crossed() {
        return new Network(
                "crossed",
                Shape.vector(4),
                List.of(
                        new Node("left", new Gemm(4, 5), List.of(Node.INPUT)),
                        new Node("right", new Gemm(4, 5), List.of(Node.INPUT)),
                        new Node("right-tanh", new Tanh(), List.of("right")),
                        new Node("left-sigmoid", new Sigmoid(), List.of("left")),
                        new Node("sum", new Add(), List.of("left-sigmoid", "right-tanh")),
                        new Node("head", new Gemm(5, 3), List.of("sum"))));
    }

    /** Weights as before training, but every bias, shift, scale and running statistic drawn at random. */
    public static float[] weights(Network network, long seed) {
        RandomKey key = RandomKey.of(seed);
        float[] weights = Initialization.weights(network, key);
        for (Layout.Slot slot : network.layout().slots()) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                double number = 0.3 * key.with("other").gaussian(i);
                switch (slot.parameter().role()) {
                    case WEIGHT -> {}
                    case BIAS, SHIFT, RUNNING_MEAN -> weights[i] = (float) number;
                    case SCALE, RUNNING_VARIANCE -> weights[i] = (float) (0.7 + Math.abs(number));
                }
            }
        }
        return weights;
    }

    /** Keeps about half of everything that is trained. */
    public static Mask halfMask(Network network, long seed) {
        Mask mask = Mask.full(network.layout());
        for (int i = 0; i < network.layout().trainedSize(); i++) {
            if (RandomKey.of(seed).uniform(i) < 0.5) {
                mask.remove(i);
            }
        }
        return mask;
    }

    /** The weights that a mask leaves. */
    public static float[] masked(float[] weights, Mask mask) {
        float[] left = weights.clone();
        mask.apply(left);
        return left;
    }
}
