package io.espalier.export;

import io.espalier.codec.Encodings;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.FeatureScaling;
import io.espalier.data.Splits;
import io.espalier.data.ValueTargets;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.zoo.Conv2;
import io.espalier.network.zoo.LassoNet;
import io.espalier.network.zoo.LeNet1989;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.VggSmall;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Weights;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Deployed networks for tests: every operator, weights of which half are 0, features far from 0. */
public final class Deployed {
    private static final int CLASSES = 3;
    private static final Shape VECTOR = Shape.vector(7);
    private static final Shape IMAGE = new Shape(2, 12, 12);
    private static final RandomKey KEY = RandomKey.of(19);

    private Deployed() {}

    public static Stream<DeployedNetwork> all() {
        return Stream.concat(Stream.of(times()), networks().map(Deployed::of));
    }

    /** Of features that vary by seconds, in seconds since 1970: floats there are 128 apart. */
    private static DeployedNetwork times() {
        double[] shift = {1.7e9, 1.7e9 + 0.125, 3, 1.7e9, 1.7e9, 1.7e9, 0};
        double[] scale = {0.5, 7, 1, 2, 3, 1e-3, 1};
        return of(new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(VECTOR, CLASSES))
                .scaledBy(FeatureScaling.of(shift, scale));
    }

    /** With an operator that no family has. */
    static DeployedNetwork clipped() {
        return of(new Network(
                "clipped",
                VECTOR,
                List.of(
                        new Node("fc1", new Gemm(7, 5), List.of(Node.INPUT)),
                        new Node("clip", new Clip(-1, 1), List.of("fc1")),
                        new Node("fc2", new Gemm(5, CLASSES), List.of("clip")))));
    }

    /** Of the values of these examples. */
    static DeployedNetwork values(TrialData data) {
        Network network = new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(VECTOR, 2);
        float[] weights = weights(network);
        return new DeployedNetwork(
                network,
                Weights.of(weights),
                new Encodings(network, weights).smallest(),
                scaling(VECTOR.elements()),
                List.of(),
                Outputs.of(data.scaled().test().targets()),
                null,
                null);
    }

    /** Examples with two values, one around 300 and one around 2000. */
    static TrialData valued(int examples) throws IOException {
        double[] values = new double[2 * examples];
        Arrays.setAll(
                values, i -> (i % 2 == 0 ? 300 : 2000) + 8 * KEY.with("value").gaussian(i));
        ValueTargets targets = new ValueTargets(List.of("temperature", "year"), values);
        FeatureScaling scaling = scaling(VECTOR.elements());
        Dataset raw = raw(VECTOR, scaling, examples).with(targets);
        Dataset scaled =
                scaling.apply(raw.with(targets.fit(IntStream.range(0, examples).toArray())));
        return new TrialData(Splits.of(scaled, scaled, scaled), raw);
    }

    private static Stream<Network> networks() {
        return Stream.of(
                new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(VECTOR, CLASSES),
                new Mlp(List.of(9, 5), Mlp.Activation.SIGMOID).build(VECTOR, CLASSES),
                new Mlp(List.of(9, 5), Mlp.Activation.TANH).build(VECTOR, CLASSES),
                new LassoNet(List.of(6)).build(VECTOR, CLASSES),
                new LeNet1989(0.5).build(new Shape(1, 16, 16), CLASSES),
                new Conv2(1 / 16.0).build(IMAGE, CLASSES),
                new VggSmall(1 / 8.0, 1).build(IMAGE, CLASSES),
                new ResNet8(4).build(IMAGE, CLASSES),
                separable(),
                norms());
    }

    /** A depthwise convolution, one in two groups, and average pooling. */
    private static Network separable() {
        return new Network(
                "separable",
                IMAGE,
                List.of(
                        new Node("conv1", new Conv(2, 6, 3, 2, 1, 1, Bias.PRESENT), List.of(Node.INPUT)),
                        new Node("relu1", new Relu(), List.of("conv1")),
                        new Node("depthwise", new Conv(6, 6, 3, 1, 1, 6, Bias.PRESENT), List.of("relu1")),
                        new Node("relu2", new Relu(), List.of("depthwise")),
                        new Node("pointwise", new Conv(6, 4, 1, 1, 0, 1, Bias.ABSENT), List.of("relu2")),
                        new Node("relu3", new Relu(), List.of("pointwise")),
                        new Node("grouped", new Conv(4, 6, 3, 1, 1, 2, Bias.PRESENT), List.of("relu3")),
                        new Node("relu4", new Relu(), List.of("grouped")),
                        new Node("pool", new AveragePool(2, 2), List.of("relu4")),
                        new Node("flatten", new Flatten(), List.of("pool")),
                        new Node("fc", new Gemm(54, CLASSES), List.of("flatten"))));
    }

    /** Norms on the input and between Gemm and ReLU, and a sum of two branches. */
    private static Network norms() {
        return new Network(
                "norms",
                IMAGE,
                List.of(
                        new Node("norm0", new BatchNormalization(2), List.of(Node.INPUT)),
                        new Node("flatten", new Flatten(), List.of("norm0")),
                        new Node("fc1", new Gemm(288, 6), List.of("flatten")),
                        new Node("norm1", new BatchNormalization(6), List.of("fc1")),
                        new Node("relu1", new Relu(), List.of("norm1")),
                        new Node("fc2", new Gemm(6, 6), List.of("relu1")),
                        new Node("sigmoid2", new Sigmoid(), List.of("fc2")),
                        new Node("sum", new Add(), List.of("relu1", "sigmoid2")),
                        new Node("fc3", new Gemm(6, CLASSES), List.of("sum"))));
    }

    static DeployedNetwork of(Network network) {
        float[] weights = weights(network);
        return DeployedNetwork.of(Compaction.of(network, weights), weights)
                .scaledBy(scaling(network.input().elements()))
                .labelled(List.of("cat", "dog", "\"cow\""))
                .from(new TrialLineage("0123456789abcdef", "key", "{\"seed\":1}", "hash", "0.1.0"));
    }

    private static float[] weights(Network network) {
        float[] weights = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            RandomKey key = KEY.with(slot.parameter().name());
            for (int i = slot.offset(); i < slot.end(); i++) {
                weights[i] = weight(slot.parameter(), i, key);
            }
        }
        return weights;
    }

    private static float weight(Parameter parameter, int i, RandomKey key) {
        double normal = key.gaussian(i);
        return switch (parameter.role()) {
            case WEIGHT -> key.uniform(i) < 0.5 ? 0 : (float) (normal * Math.sqrt(4.0 / parameter.fanIn()));
            case SCALE, RUNNING_VARIANCE -> (float) (0.5 + key.uniform(i));
            default -> (float) (0.2 * normal);
        };
    }

    /** Each feature has its own mean, far from 0, and its own deviation. */
    private static FeatureScaling scaling(int features) {
        return FeatureScaling.of(
                IntStream.range(0, features).mapToDouble(i -> 1000.1 + i).toArray(),
                IntStream.range(0, features).mapToDouble(i -> 0.1 + 0.01 * i).toArray());
    }

    /** Examples that are normal when they are scaled. */
    static Dataset raw(DeployedNetwork network, int examples) {
        return raw(network.network().input(), network.scaling(), examples);
    }

    private static Dataset raw(Shape shape, FeatureScaling scaling, int examples) {
        double[] shift = scaling.shift();
        double[] scale = scaling.scale();
        double[] features = new double[examples * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            int feature = i % shape.elements();
            double exact = shift[feature] + scale[feature] * KEY.gaussian(i);
            features[i] = FloatScaling.suffices(scaling) ? (float) exact : exact;
        }
        return Dataset.of(shape, new ClassTargets(CLASSES, new int[examples]), features);
    }
}
