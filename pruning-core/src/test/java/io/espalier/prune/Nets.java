package io.espalier.prune;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.ArrayList;
import java.util.List;

/** Small networks for tests. */
public final class Nets {
    private Nets() {}

    /** Layers fc1, fc2, ... with a nonlinearity between them. */
    public static Network mlp(Op nonlinearity, int... widths) {
        List<Node> nodes = new ArrayList<>();
        String from = Node.INPUT;
        for (int i = 1; i < widths.length; i++) {
            nodes.add(new Node("fc" + i, new Gemm(widths[i - 1], widths[i]), List.of(from)));
            from = "fc" + i;
            if (i < widths.length - 1) {
                nodes.add(new Node("act" + i, nonlinearity, List.of(from)));
                from = "act" + i;
            }
        }
        return new Network("mlp", Shape.vector(widths[0]), nodes);
    }

    public static Network mlp(int... widths) {
        return mlp(new Relu(), widths);
    }

    public static Network lenet300() {
        return mlp(784, 300, 100, 10);
    }

    /** conv1 (3 filters of 3x3 on 2x6x6), norm1, relu1, pool1, conv2 (4 of 2x2), tanh2, flatten, fc1 (3), relu3, fc2 (3). */
    public static Network conv() {
        return new Network(
                "conv",
                new Shape(2, 6, 6),
                List.of(
                        new Node("conv1", new Conv(2, 3, 3, 1, 1, 1, Bias.ABSENT), List.of(Node.INPUT)),
                        new Node("norm1", new BatchNormalization(3), List.of("conv1")),
                        new Node("relu1", new Relu(), List.of("norm1")),
                        new Node("pool1", new MaxPool(2, 2), List.of("relu1")),
                        new Node("conv2", new Conv(3, 4, 2, 1, 0, 1, Bias.PRESENT), List.of("pool1")),
                        new Node("tanh2", new Tanh(), List.of("conv2")),
                        new Node("flatten", new Flatten(), List.of("tanh2")),
                        new Node("fc1", new Gemm(16, 3), List.of("flatten")),
                        new Node("relu3", new Relu(), List.of("fc1")),
                        new Node("fc2", new Gemm(3, 3), List.of("relu3"))));
    }

    /** A residual block on 4 channels with a depthwise convolution in it, averaged over positions. */
    public static Network residual() {
        return residual(List.of(new Node("head", new Gemm(4, 3), List.of("mean"))));
    }

    public static Network residualWithHiddenLayer() {
        return residual(List.of(
                new Node("hidden", new Gemm(4, 5), List.of("mean")),
                new Node("relu3", new Relu(), List.of("hidden")),
                new Node("head", new Gemm(5, 3), List.of("relu3"))));
    }

    private static Network residual(List<Node> head) {
        List<Node> nodes = new ArrayList<>(List.of(
                new Node("stem", new Conv(2, 4, 3, 1, 1, 1, Bias.PRESENT), List.of(Node.INPUT)),
                new Node("relu1", new Relu(), List.of("stem")),
                new Node("conv1", new Conv(4, 4, 3, 1, 1, 1, Bias.ABSENT), List.of("relu1")),
                new Node("norm1", new BatchNormalization(4), List.of("conv1")),
                new Node("sigmoid1", new Sigmoid(), List.of("norm1")),
                new Node("depthwise", new Conv(4, 4, 3, 2, 1, 4, Bias.ABSENT), List.of("sigmoid1")),
                new Node("norm2", new BatchNormalization(4), List.of("depthwise")),
                new Node("shortcut", new AveragePool(2, 2), List.of("relu1")),
                new Node("join", new Add(), List.of("norm2", "shortcut")),
                new Node("relu2", new Relu(), List.of("join")),
                new Node("mean", new GlobalAveragePool(), List.of("relu2"))));
        nodes.addAll(head);
        return new Network("residual", new Shape(2, 4, 4), nodes);
    }
}
