package io.espalier.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.codec.WeightSharingCodec;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.random.XxHash32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of shared weights by hand, and by the fast products of the papers. */
class SharingPatternTest {
    private static Layout.Slot weight(Network network) {
        return network.layout().slots(Role.WEIGHT).get(0);
    }

    private static float[] weights(SharingPattern pattern, Network network, float... numbers) {
        float[] weights = new float[network.layout().size()];
        pattern.of(weight(network)).spread(numbers, 0, weights);
        return Arrays.copyOf(weights, weight(network).parameter().size());
    }

    private static double[] times(float[] matrix, double... x) {
        return IntStream.range(0, matrix.length / x.length)
                .mapToDouble(i -> IntStream.range(0, x.length)
                        .mapToDouble(j -> matrix[i * x.length + j] * x[j])
                        .sum())
                .toArray();
    }

    /** Test vectors of the xxHash project's own implementations. */
    @ParameterizedTest
    @CsvSource({"'', 0, 02cc5d05", "abc, 0, 32d153ff", "Nobody inspects the spammish repetition, 0, e2293b2f"})
    void hashesAsSpecified(String text, int seed, String hash) {
        assertThat(XxHash32.of(text.getBytes(StandardCharsets.UTF_8), seed))
                .isEqualTo(Integer.parseUnsignedInt(hash, 16));
    }

    /** 784-1000-10: 98,000 and 1,250 numbers at 1/8, 12,250 and 157 at 1/64. */
    @ParameterizedTest
    @CsvSource({"8, 99250", "64, 12407"})
    void hashesToThePapersNumberOfParameters(double compression, int numbers) {
        int count = Nets.mlp(784, 1000, 10).layout().slots(Role.WEIGHT).stream()
                .mapToInt(slot ->
                        new SharingPattern.Hashed(compression, 1).of(slot).count())
                .sum();
        assertThat(count).isEqualTo(numbers);
    }

    /** The key of weight (1, 2) of fc1 is fc1.weight_1_2, for its number, and with _sign behind it. */
    @Test
    void hashesEachPlaceOnItsOwn() {
        SharedLayer layer = new SharingPattern.Hashed(4, 7).of(weight(Nets.mlp(3, 4, 2)));
        byte[] key = "fc1.weight_1_2".getBytes(StandardCharsets.UTF_8);
        byte[] sign = "fc1.weight_1_2_sign".getBytes(StandardCharsets.UTF_8);
        assertThat(layer.count()).isEqualTo(3);
        assertThat(layer.index()[5]).isEqualTo(Integer.remainderUnsigned(XxHash32.of(key, 7), 3));
        assertThat(layer.negated()[5]).isEqualTo(XxHash32.of(sign, 7) < 0);
        assertThat(layer.index())
                .isNotEqualTo(new SharingPattern.Hashed(4, 8).of(layer.slot()).index());
    }

    /** Numbers and signs are about even. */
    @Test
    void hashesEvenly() {
        SharedLayer layer = new SharingPattern.Hashed(1000, 0).of(weight(Nets.mlp(100, 400, 2)));
        int[] counts = new int[layer.count()];
        Arrays.stream(layer.index()).forEach(number -> counts[number]++);
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 800 && count < 1200);
        assertThat(IntStream.range(0, 40_000).filter(i -> layer.negated()[i]).count())
                .isBetween(19_400L, 20_600L);
    }

    @Test
    void spreadsAndGathersWithSigns() {
        SharedLayer layer = new SharedLayer(
                weight(Nets.mlp(2, 2, 2)), new int[] {0, 1, 0, 0}, new boolean[] {false, true, true, false}, 3);
        float[] weights = new float[4];
        layer.spread(new float[] {9, 2, 3, 4}, 1, weights);
        assertThat(weights).containsExactly(2, -3, -2, 2);
        float[] gradient = new float[4];
        layer.gather(new float[] {1, 2, 4, 8}, gradient, 1);
        assertThat(gradient).containsExactly(0, 1 - 4 + 8, -2, 0);
        float[] numbers = new float[3];
        layer.first(weights, numbers, 0);
        assertThat(numbers).containsExactly(2, 3, 0);
        assertThat(layer.numbers(weights))
                .hasValueSatisfying(own -> assertThat(own).containsExactly(2, 3, 0));
        weights[3] = 2.5f;
        assertThat(layer.numbers(weights)).isEmpty();
    }

    @Test
    void circulantByHand() {
        float[] matrix = weights(
                new SharingPattern.Circulant(null, SharingPattern.Circulant.Signs.NONE), Nets.mlp(4, 4), 1, 2, 3, 4);
        assertThat(times(matrix, 1, 0, 2, -1)).containsExactly(5, 7, 1, 7);
    }

    @Test
    void circulantInBlocksByHand() {
        SharingPattern blocks = new SharingPattern.Circulant(2, SharingPattern.Circulant.Signs.NONE);
        assertThat(weights(blocks, Nets.mlp(3, 2), 1, 2, 3, 4)).containsExactly(1, 2, 3, 2, 1, 4);
        assertThat(blocks.of(weight(Nets.mlp(784, 300))).count()).isEqualTo(784 * 300 / 2);
        assertThat(new SharingPattern.Circulant(null, SharingPattern.Circulant.Signs.HASHED)
                        .of(weight(Nets.mlp(784, 300)))
                        .count())
                .isEqualTo(784);
    }

    @Test
    void circulantSignsAreThoseOfTheColumns() {
        SharedLayer layer =
                new SharingPattern.Circulant(null, SharingPattern.Circulant.Signs.HASHED).of(weight(Nets.mlp(50, 60)));
        for (int i = 50; i < layer.negated().length; i++) {
            assertThat(layer.negated()[i]).isEqualTo(layer.negated()[i % 50]);
        }
        assertThat(IntStream.range(0, 50).filter(j -> layer.negated()[j]).count())
                .isBetween(12L, 38L);
    }

    /** The first row is (3, 2, 1), the column below its first number 4, 5. */
    @Test
    void toeplitzByHand() {
        assertThat(weights(new SharingPattern.Toeplitz(), Nets.mlp(3, 3), 1, 2, 3, 4, 5))
                .containsExactly(3, 2, 1, 4, 3, 2, 5, 4, 3);
        assertThat(new SharingPattern.Toeplitz().of(weight(Nets.mlp(784, 300))).count())
                .isEqualTo(1083);
    }

    /** The fast product: IDFT(DFT(c) DFT(x)), in O(n log n) with a fast transform. */
    @Test
    void circulantProductIsAProductOfFourierTransforms() {
        int n = 24;
        RandomKey key = RandomKey.of(5);
        float[] c = new float[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            c[i] = (float) key.gaussian(i);
            x[i] = key.gaussian(n + i);
        }
        double[] slow = times(
                weights(new SharingPattern.Circulant(null, SharingPattern.Circulant.Signs.NONE), Nets.mlp(n, n), c), x);
        assertThat(convolved(c, x)).containsExactly(slow, within(1e-5));
    }

    private static double[] convolved(float[] c, double[] x) {
        int n = x.length;
        double[] y = new double[n];
        for (int k = 0; k < n; k++) {
            double[] ofC = new double[2];
            double[] ofX = new double[2];
            for (int i = 0; i < n; i++) {
                double angle = -2 * Math.PI * k * i / n;
                ofC[0] += c[i] * Math.cos(angle);
                ofC[1] += c[i] * Math.sin(angle);
                ofX[0] += x[i] * Math.cos(angle);
                ofX[1] += x[i] * Math.sin(angle);
            }
            double re = ofC[0] * ofX[0] - ofC[1] * ofX[1];
            double im = ofC[0] * ofX[1] + ofC[1] * ofX[0];
            for (int i = 0; i < n; i++) {
                double angle = 2 * Math.PI * k * i / n;
                y[i] += (re * Math.cos(angle) - im * Math.sin(angle)) / n;
            }
        }
        return y;
    }

    /** Header, 1000 and 10 biases, a byte and the numbers of each layer; a weight changed alone costs its whole layer. */
    @Test
    void shipsNumbersOnly() {
        Network network = Nets.mlp(784, 1000, 10);
        SharingPattern hashed = new SharingPattern.Hashed(64, 3);
        WeightSharingCodec codec = new WeightSharingCodec(hashed);
        float[] values = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            SharedLayer layer = hashed.of(slot);
            float[] numbers = new float[layer.count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) RandomKey.of(1).gaussian(i);
            }
            layer.spread(numbers, 0, values);
        }
        byte[] file = codec.encode(network, values);
        assertThat(file).hasSize(8 + 4 * 1010 + 2 + 4 * 12_407);
        assertThat(codec.decode(network, file)).containsExactly(values);
        values[weight(network).offset()] += 1;
        assertThat(codec.encode(network, values)).hasSize(8 + 4 * 1010 + 2 + 4 * (784_000 + 157));
    }
}
