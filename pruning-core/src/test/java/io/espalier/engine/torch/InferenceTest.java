package io.espalier.engine.torch;

import static io.espalier.engine.Alike.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.Samples;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.ReferenceForward;
import io.espalier.network.onnx.OnnxNetwork;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Conv6;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.VggSmall;
import io.espalier.prune.Nets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InferenceTest {
    private static final int EXAMPLES = 2;

    static Stream<Network> zoo() {
        return ServiceLoader.load(NetworkFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(family -> !family.equals(new OnnxNetwork()))
                .map(family -> family.scaled(0.1).build(new Shape(2, 17, 16), 5));
    }

    static Stream<Network> small() {
        return Stream.of(
                Nets.mlp(4, 5, 3),
                Nets.conv(),
                Nets.residual(),
                Nets.residualWithHiddenLayer(),
                Samples.convolutions(),
                Samples.crossed(),
                new Mlp(List.of(6), Mlp.Activation.SIGMOID).build(new Shape(2, 3, 4), 3),
                new Mlp(List.of(6), Mlp.Activation.TANH).build(Shape.vector(5), 3),
                new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(5), 3));
    }

    /** Their last pool leaves one position, which is not a vector yet. */
    static Stream<Network> narrowed() {
        return Stream.of(
                new Conv6(1 / 16.0).build(new Shape(1, 8, 8), 3),
                new LeNet5Caffe(0.1).build(new Shape(1, 16, 16), 3),
                new VggSmall(1 / 8.0, 1).build(new Shape(1, 8, 8), 3));
    }

    @ParameterizedTest
    @MethodSource({"zoo", "small", "narrowed"})
    void logitsFollowTheDefinitionOfEveryOperator(Network network) {
        float[] weights = Samples.weights(network, 5);
        Dataset data = Fixtures.data(network, EXAMPLES, 6);
        assertAlike(Alike.doubles(Inference.logits(network, weights, data)), reference(network, weights, data));
    }

    private static double[] reference(Network network, float[] weights, Dataset data) {
        int width = data.shape().elements();
        double[] features = Alike.doubles(data.features());
        double[] logits = new double[data.size() * network.classes()];
        for (int e = 0; e < data.size(); e++) {
            double[] example = Arrays.copyOfRange(features, e * width, (e + 1) * width);
            double[] own = ReferenceForward.logits(network, weights, example);
            System.arraycopy(own, 0, logits, e * network.classes(), own.length);
        }
        return logits;
    }

    @Test
    void keepsTheOrderOfMoreExamplesThanOneBatchHolds() {
        Network network = Nets.conv();
        float[] weights = Samples.weights(network, 5);
        Dataset data = Fixtures.data(network, 515, 6);
        assertAlike(Alike.doubles(Inference.logits(network, weights, data)), reference(network, weights, data));
    }

    @Test
    void leavesTheWeightsAlone() {
        Network network = Samples.convolutions();
        float[] weights = Samples.weights(network, 5);
        float[] before = weights.clone();
        Inference.logits(network, weights, Fixtures.data(network, EXAMPLES, 6));
        assertThat(weights).isEqualTo(before);
    }

    @Test
    void givesTheSameBitsAgain() {
        Network network = Samples.convolutions();
        float[] weights = Samples.weights(network, 5);
        Dataset data = Fixtures.data(network, 40, 6);
        assertThat(Inference.logits(network, weights, data)).isEqualTo(Inference.logits(network, weights, data));
    }
}
