package io.espalier.prune;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.Op;
import io.espalier.network.Op.Conv.Bias;
import io.espalier.network.Shape;
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
            nodes.add(new Node("fc" + i, new Op.Gemm(widths[i - 1], widths[i]), List.of(from)));
            from = "fc" + i;
            if (i < widths.length - 1) {
                nodes.add(new Node("act" + i, nonlinearity, List.of(from)));
                from = "act" + i;
            }
        }
        return new Network("mlp", Shape.vector(widths[0]), nodes);
    }

    public static Network mlp(int... widths) {
        return mlp(new Op.Relu(), widths);
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
                        new Node("conv1", new Op.Conv(2, 3, 3, 1, 1, 1, Bias.ABSENT), List.of(Node.INPUT)),
                        new Node("norm1", new Op.BatchNormalization(3), List.of("conv1")),
                        new Node("relu1", new Op.Relu(), List.of("norm1")),
                        new Node("pool1", new Op.MaxPool(2, 2), List.of("relu1")),
                        new Node("conv2", new Op.Conv(3, 4, 2, 1, 0, 1, Bias.PRESENT), List.of("pool1")),
                        new Node("tanh2", new Op.Tanh(), List.of("conv2")),
                        new Node("flatten", new Op.Flatten(), List.of("tanh2")),
                        new Node("fc1", new Op.Gemm(16, 3), List.of("flatten")),
                        new Node("relu3", new Op.Relu(), List.of("fc1")),
                        new Node("fc2", new Op.Gemm(3, 3), List.of("relu3"))));
    }

    /** A residual block on 4 channels with a depthwise convolution in it, averaged over positions. */
    public static Network residual() {
        return residual(List.of(new Node("head", new Op.Gemm(4, 3), List.of("mean"))));
    }

    public static Network residualWithHiddenLayer() {
        return residual(List.of(
                new Node("hidden", new Op.Gemm(4, 5), List.of("mean")),
                new Node("relu3", new Op.Relu(), List.of("hidden")),
                new Node("head", new Op.Gemm(5, 3), List.of("relu3"))));
    }

    private static Network residual(List<Node> head) {
        List<Node> nodes = new ArrayList<>(List.of(
                new Node("stem", new Op.Conv(2, 4, 3, 1, 1, 1, Bias.PRESENT), List.of(Node.INPUT)),
                new Node("relu1", new Op.Relu(), List.of("stem")),
                new Node("conv1", new Op.Conv(4, 4, 3, 1, 1, 1, Bias.ABSENT), List.of("relu1")),
                new Node("norm1", new Op.BatchNormalization(4), List.of("conv1")),
                new Node("sigmoid1", new Op.Sigmoid(), List.of("norm1")),
                new Node("depthwise", new Op.Conv(4, 4, 3, 2, 1, 4, Bias.ABSENT), List.of("sigmoid1")),
                new Node("norm2", new Op.BatchNormalization(4), List.of("depthwise")),
                new Node("shortcut", new Op.AveragePool(2, 2), List.of("relu1")),
                new Node("join", new Op.Add(), List.of("norm2", "shortcut")),
                new Node("relu2", new Op.Relu(), List.of("join")),
                new Node("mean", new Op.GlobalAveragePool(), List.of("relu2"))));
        nodes.addAll(head);
        return new Network("residual", new Shape(2, 4, 4), nodes);
    }
}
