package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Layout.Slot;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private static final RandomKey KEY = RandomKey.of(7);

    @Test
    void drawsEachParameterFromItsOwnKey() {
        Network small = new Mlp(List.of(5), Mlp.Activation.RELU).build(Shape.vector(3), 2);
        Network deep = new Mlp(List.of(5, 4), Mlp.Activation.RELU).build(Shape.vector(3), 2);
        float[] values = Initialization.weights(small, KEY);

        RandomKey own = KEY.with("init").with("fc1.weight");
        for (int i = 0; i < 15; i++) {
            assertThat(values[i]).isEqualTo((float) (Math.sqrt(2.0 / 3) * own.gaussian(i)));
        }
        assertThat(Initialization.weights(deep, KEY)).startsWith(Arrays.copyOf(values, 15));
    }

    @Test
    void givesEachLawItsVariance() {
        assertThat(variance(Mlp.Activation.RELU, null)).isCloseTo(2.0 / 200, within(2e-4));
        assertThat(variance(Mlp.Activation.TANH, null)).isCloseTo(2.0 / 500, within(1e-4));
        assertThat(variance(Mlp.Activation.RELU, new Initialization.LecunNormal()))
                .isCloseTo(1.0 / 200, within(1e-4));
        assertThat(variance(Mlp.Activation.RELU, new Initialization.Normal(0.01)))
                .isCloseTo(1e-4, within(2e-6));
    }

    private static double variance(Mlp.Activation activation, @Nullable Initialization initialization) {
        Network network = new Mlp(List.of(300), activation, null, initialization).build(Shape.vector(200), 10);
        float[] values = Initialization.weights(network, KEY);
        double sum = 0;
        for (int i = 0; i < 60_000; i++) {
            sum += values[i] * values[i];
        }
        return sum / 60_000;
    }

    @Test
    void drawsWeightsAndBiasesWithinTheFanIn() {
        Mlp family = new Mlp(List.of(300), Mlp.Activation.RELU, 40, new Initialization.FanInUniform());
        Network network = family.build(Shape.vector(25), 10);
        float[] values = Initialization.weights(network, KEY);

        assertUniform(slot(network, values, "fc1.weight"), 0.2);
        assertUniform(slot(network, values, "fc1.bias"), 0.2);
        assertUniform(slot(network, values, "fc2.weight"), 1 / Math.sqrt(300));
    }

    private static void assertUniform(float[] values, double bound) {
        double squares = 0;
        for (float value : values) {
            assertThat((double) value).isBetween(-bound, bound);
            squares += value * value;
        }
        assertThat(squares / values.length).isCloseTo(bound * bound / 3, within(bound * bound / 20));
    }

    @Test
    void givesABottleneckNoActivation() {
        Network network = new Mlp(List.of(7), Mlp.Activation.RELU, 5, null).build(Shape.vector(3), 2);

        assertThat(network.nodes().stream().map(Node::name)).containsExactly("fc1", "fc1-relu", "fc2", "fc3");
        assertThat(network.shape("fc2").channels()).isEqualTo(5);
    }

    @Test
    void startsNormsAsTheIdentityAndGapsAtZero() {
        Network network = new NetworkBuilder("norm", new Shape(1, 4, 4), new Initialization.HeNormal())
                .conv("conv1", 3, 3, 1, 1, Conv.Bias.PRESENT)
                .batchNormalization()
                .globalAveragePool()
                .gemm("fc1", 2)
                .build();
        float[] values = Initialization.weights(network, KEY);

        assertThat(slot(network, values, "conv1.bias")).containsOnly(0);
        assertThat(slot(network, values, "conv1-norm.scale")).containsOnly(1);
        assertThat(slot(network, values, "conv1-norm.shift")).containsOnly(0);
        assertThat(slot(network, values, "conv1-norm.mean")).containsOnly(0);
        assertThat(slot(network, values, "conv1-norm.variance")).containsOnly(1);
        assertThat(values[network.layout().slot("conv1.weight").end()]).isZero();
    }

    private static float[] slot(Network network, float[] values, String parameter) {
        Slot slot = network.layout().slot(parameter);
        return Arrays.copyOfRange(values, slot.offset(), slot.end());
    }
}
