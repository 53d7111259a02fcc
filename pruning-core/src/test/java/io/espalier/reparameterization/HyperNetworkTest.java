package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.codec.HyperNetworkCodec;
import io.espalier.criterion.Fixtures;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet20;
import io.espalier.network.zoo.TwoConvolutions;
import io.espalier.sharing.KernelTiles;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts of the paper, a kernel by hand, and what is stored. */
class HyperNetworkTest extends ReparameterizationCases {
    private static final Network TWO = new TwoConvolutions().build(new Shape(1, 28, 28), 10);

    /** Bytes of all but the second convolution. */
    private static final int FILE = 8 + 4 * (TWO.layout().count() - 12_544);

    /** A network of this family after a train step of no iterations. */
    private static float[] folded(HyperNetwork r, Network network) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] weights = Fixtures.weights(network, 5);
        float[] own = coordinates.initial(weights, NOISE);
        coordinates.fold(own, weights);
        return weights;
    }

    /** 16 (4 4 + 4) + 4 784 + 784 of the generator and 4 of the second convolution's own, for its 12,544 weights. */
    @Test
    void hasThePapersNumberOfParameters() {
        Layout.Slot generated = TWO.layout().slot("conv2.weight");
        assertThat(generated.parameter().size()).isEqualTo(12_544);
        assertThat(new KernelGenerator(16, 16 * 49, 4, 4).size()).isEqualTo(4_240);
        float[] own = new HyperNetwork().begin(TWO, EXAMPLES).initial(Fixtures.weights(TWO, 1), NOISE);
        assertThat(own.length - TWO.layout().trainedSize()).isEqualTo(4_240 + 4);
        assertThat(Arrays.copyOfRange(own, generated.offset(), generated.end())).containsOnly(0);
    }

    /** Wide residual networks: 75,920 in the generator of 16x16x3x3 tiles with 64 latent and hidden numbers. */
    @Test
    void hasTheNumberOfParametersOfWideResidualNetworks() {
        assertThat(new KernelGenerator(16, 16 * 9, 64, 64).size()).isEqualTo(75_920);
    }

    /** ResNet-20 on 3 channels: 6 convolutions of one tile, 1 + 5 of 2 and 2x2, 1 + 5 of 2x4 and 4x4, and one generator. */
    @Test
    void sharesOneGeneratorAmongLayers() {
        Network network = new ResNet20().build(new Shape(3, 32, 32), 10);
        KernelTiles kernels = KernelTiles.of(network.layout(), 16, 16).get(0);
        assertThat(kernels.tiles()).hasSize(6 + 2 + 5 * 4 + 8 + 5 * 16);
        assertThat(kernels.covers(network.layout().slot("stem.weight"))).isFalse();
        float[] own = new HyperNetwork().begin(network, EXAMPLES).initial(Fixtures.weights(network, 1), NOISE);
        int generator = 16 * 4 * 5 + 144 * 5;
        assertThat(own.length - network.layout().trainedSize()).isEqualTo(generator + 4 * 116);
    }

    /** a = 2 (1) + 0.5 = 2.5 and -1 (1) + 0 = -1 for two inputs; rows are (3, -1) a + (0, 10). */
    @Test
    void generatesAKernelByHand() {
        KernelGenerator generator = new KernelGenerator(2, 2, 1, 1);
        float[] numbers = {2, -1, 0.5f, 0, 3, -1, 0, 10};
        float[][] kernel = generator.generate(numbers, new float[] {1});
        assertThat(kernel[0]).containsExactly(7.5f, 7.5f);
        assertThat(kernel[1]).containsExactly(-3, 11);
    }

    @Test
    void beginsAtTheScaleOfTheWeights() {
        float[] before = Fixtures.weights(TWO, 5);
        float[] weights = folded(new HyperNetwork(16, 16, 16, 16), TWO);
        Layout.Slot slot = TWO.layout().slot("conv2.weight");
        assertThat(norm(weights, slot) / norm(before, slot)).isCloseTo(1, within(0.25));
    }

    private static double norm(float[] values, Layout.Slot slot) {
        return Math.sqrt(IntStream.range(slot.offset(), slot.end())
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum());
    }

    /** Rank 5 of a 16x784 matrix: 5 (16 + 784 - 5) floats, 10 places and the rank; 4 while C is 0. */
    @Test
    void storesFewerNumbersThanTheGeneratorHas() {
        HyperNetworkCodec codec = new HyperNetworkCodec();
        float[] values = folded(new HyperNetwork(), TWO);
        assertThat(codec.encode(TWO, values).length).isEqualTo(FILE + 4 * (1 + 8 + 4 * (16 + 784 - 4)));
        TrainableParameters coordinates = new HyperNetwork().begin(TWO, EXAMPLES);
        float[] own = coordinates.initial(values, NOISE);
        for (int i = TWO.layout().trainedSize(); i < own.length; i++) {
            own[i] += (float) (0.1 * NOISE.gaussian(i));
        }
        coordinates.fold(own, values);
        byte[] file = codec.encode(TWO, values);
        assertThat(file.length).isEqualTo(FILE + 4 * (1 + 10 + 3_975));
        float[] decoded = codec.decode(TWO, file);
        assertThat(decoded).containsExactly(values, within(1e-4f));
        assertThat(codec.encode(TWO, decoded)).isEqualTo(file);
    }
}
