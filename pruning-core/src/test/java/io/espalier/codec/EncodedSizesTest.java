package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedSizesTest {
    /** One row of 1,000 weights and a bias: 1,001 parameters. */
    private static final Network ROW = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(1_000), 1);

    private static float[] row(int... nonzero) {
        float[] values = new float[ROW.layout().size()];
        for (int i : nonzero) {
            values[i] = i + 1;
        }
        return values;
    }

    private static int relativeIndex(int... nonzero) {
        return new RelativeIndex().encode(ROW, row(nonzero)).length;
    }

    @Test
    void countsHeadersOfAnEmptyNetwork() {
        EncodedSizes ladder = EncodedSizes.of(ROW, row());
        assertThat(ladder.dense()).isEqualTo(8 + 4 * 1_001);
        assertThat(ladder.bitmask()).isEqualTo(8 + 126);
        assertThat(ladder.relativeIndex()).isEqualTo(8 + 4);
        assertThat(ladder.smallest()).isEqualTo(12);
    }

    @Test
    void paysFiveBytesForAnEntry() {
        assertThat(relativeIndex(0)).isEqualTo(12 + 5);
        assertThat(relativeIndex(0, 1, 2)).isEqualTo(12 + 3 * 5);
    }

    @Test
    void fillsGapsLongerThan255() {
        assertThat(relativeIndex(255)).as("255 zeros before").isEqualTo(12 + 5);
        assertThat(relativeIndex(256)).as("256 zeros before").isEqualTo(12 + 2 * 5);
        assertThat(relativeIndex(0, 256)).as("255 zeros between").isEqualTo(12 + 2 * 5);
        assertThat(relativeIndex(0, 257)).as("256 zeros between").isEqualTo(12 + 3 * 5);
        assertThat(relativeIndex(511)).as("511 zeros before").isEqualTo(12 + 2 * 5);
        assertThat(relativeIndex(512)).as("512 zeros before").isEqualTo(12 + 3 * 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 0.9, 0.99, 0.999})
    void followsItsFormulas(double sparsity) {
        Network network = new LeNet300100().build(new Shape(1, 28, 28), 10);
        float[] packed = new float[266_610];
        RandomKey key = RandomKey.of(2);
        long nonzeros = 0;
        long fillers = 0;
        int run = 0;
        for (int i = 0; i < packed.length; i++) {
            if (key.uniform(i) >= sparsity) {
                packed[i] = 1;
                nonzeros++;
                fillers += run / 256;
                run = 0;
            } else {
                run++;
            }
        }
        EncodedSizes ladder = EncodedSizes.of(network, network.layout().unpack(packed));
        assertThat(ladder.dense()).isEqualTo(8 + 4 * 266_610);
        assertThat(ladder.bitmask()).isEqualTo(8 + 33_327 + 4 * nonzeros);
        assertThat(ladder.relativeIndex()).isEqualTo(12 + 5 * (nonzeros + fillers));
        assertThat(ladder.gzip()).isLessThan(ladder.dense());
        assertThat(ladder.smallest())
                .isEqualTo(Math.min(Math.min(ladder.dense(), ladder.bitmask()), ladder.relativeIndex()));
    }

    @Test
    void storesRunningStatisticsToo() {
        Network network = new ResNet8(2).build(new Shape(1, 8, 8), 3);
        long norms = 3 * 2 + 3 * 4 + 3 * 8;
        assertThat(EncodedSizes.of(network, new float[network.layout().size()]).dense())
                .isEqualTo(8 + 4 * (network.parameters() + 2 * norms));
    }
}
