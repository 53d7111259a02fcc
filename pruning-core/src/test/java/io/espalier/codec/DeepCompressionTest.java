package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.codec.DeepCompression.Entropy;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeepCompressionTest {
    private static final Network LENET = new LeNet300100().build(new Shape(1, 28, 28), 10);
    private static final double DENSE_BITS = 266_200 * 32.0;

    /** 8, 9 and 26 percent of the layers at even distances, with all 64 values of a codebook of 6 bits. */
    private static float[] evenly() {
        float[] values = new float[LENET.layout().size()];
        List<Layout.Slot> layers = LENET.layout().slots(Role.WEIGHT);
        double[] kept = {0.08, 0.09, 0.26};
        for (int layer = 0; layer < kept.length; layer++) {
            long count = Math.round(kept[layer] * layers.get(layer).parameter().size());
            for (int i = 0; i < count; i++) {
                values[layers.get(layer).offset() + (int) (i / kept[layer])] = i % 64 + 1;
            }
        }
        return values;
    }

    /** Bits of the file without its header, its biases, and the numbers that begin each layer. */
    private static double bits(DeepCompression codec) {
        return 8.0 * (codec.encode(LENET, evenly()).length - 8 - 4 * 410 - 3 * 6);
    }

    @Test
    void takesWhatThePapersArithmeticSays() {
        double bits = bits(new DeepCompression(8, 6, 8, 5, Entropy.NONE));
        double codebooks = 3 * 64 * 32;
        assertThat(DENSE_BITS / bits).isCloseTo(34.67, within(0.005));
        assertThat(DENSE_BITS / (bits - codebooks)).isCloseTo(35.56, within(0.005));
    }

    @Test
    void paysForFillersAndTables() {
        float[] values = new float[LENET.layout().size()];
        Layout.Slot first = LENET.layout().slots(Role.WEIGHT).get(0);
        DeepCompression plain = new DeepCompression(8, 8, 8, 5, Entropy.NONE);
        int empty = plain.encode(LENET, values).length;
        assertThat(empty).isEqualTo(8 + 4 * 410 + 3 * 6);
        values[first.offset() + 30] = 1;
        assertThat(plain.encode(LENET, values).length)
                .as("5 + 8 bits and a value")
                .isEqualTo(empty + 2 + 4);
        values[first.offset() + 30] = 0;
        values[first.offset() + 31 * 3] = 1;
        assertThat(plain.encode(LENET, values).length).as("three fillers").isEqualTo(empty + 4 + 4);
        assertThat(new DeepCompression(8, 8, 8, 5, Entropy.HUFFMAN).encode(LENET, values).length)
                .as("tables of 32 distances and of the values, no bits for the only value")
                .isEqualTo(empty + 3 * 32 + 1 + 4 + 1);
    }

    @Test
    void sharesAtMostAsManyValuesAsItHasBitsFor() {
        RandomKey key = RandomKey.of(1);
        float[] values = new float[LENET.layout().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = key.uniform(i) < 0.1 ? (float) key.with(1).gaussian(i) : 0;
        }
        DeepCompression codec = new DeepCompression(8, 3, 8, 5, Entropy.HUFFMAN);
        float[] decoded = codec.decode(LENET, codec.encode(LENET, values));
        for (Layout.Slot slot : LENET.layout().slots(Role.WEIGHT)) {
            float[] layer = Arrays.copyOfRange(decoded, slot.offset(), slot.end());
            assertThat(IntStream.range(0, layer.length)
                            .mapToObj(i -> layer[i])
                            .filter(weight -> weight != 0)
                            .distinct())
                    .hasSizeBetween(2, 8);
        }
    }

    @Test
    void findsTheCentroidsOfClusters() {
        Codebook codebook = Codebook.of(new float[] {-1.1f, -0.9f, -1, 2, 2.2f, 2.4f, 5}, 3);
        assertThat(new float[] {codebook.value(0), codebook.value(1), codebook.value(2)})
                .containsExactly(new float[] {-1, 2.2f, 5}, within(1e-6f));
        assertThat(codebook.nearest(3.6f)).isEqualTo(1);
        assertThat(codebook.nearest(3.7f)).isEqualTo(2);
    }
}
