package io.espalier.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each augmentation against what it says that it does. */
class AugmentationsTest {
    private static final RandomKey KEY = RandomKey.of(2);
    private static final Shape TWO = new Shape(2, 2, 3);

    private static float[] changed(Augmentation augmentation, Shape shape, RandomKey key) {
        float[] features = new float[shape.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = i + 1;
        }
        Changed.by(augmentation.begin(shape), features, key);
        return features;
    }

    @Test
    void mirrorsRowByRowInEveryChannel() {
        assertThat(changed(new Flip(1), TWO, KEY)).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
        long mirrored = IntStream.range(0, 1000)
                .filter(i -> changed(new Flip(0.25), TWO, KEY.with(i))[0] == 3)
                .count();
        assertThat(mirrored).isBetween(200L, 300L);
    }

    /** Of a 1 x 3 image 1 2 3, shifted by -1, 0 or 1 along both axes: a row beyond the image is all zeros. */
    @Test
    void shiftsWithZerosMovingIn() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(Arrays.toString(changed(new PadCrop(1), new Shape(1, 1, 3), KEY.with(i))));
        }
        assertThat(seen)
                .containsExactlyInAnyOrder("[1.0, 2.0, 3.0]", "[0.0, 1.0, 2.0]", "[2.0, 3.0, 0.0]", "[0.0, 0.0, 0.0]");
    }

    @Test
    void shiftsChannelsAlikeAndNotIntoEachOther() {
        for (int i = 0; i < 50; i++) {
            float[] shifted = changed(new PadCrop(1), TWO, KEY.with(i));
            for (int p = 0; p < 6; p++) {
                float second = shifted[6 + p];
                assertThat(second).isEqualTo(shifted[p] == 0 ? 0 : shifted[p] + 6);
            }
        }
    }

    /** A square of 3 around a pixel of 5 x 5: 4 pixels at a corner, 6 at an edge, 9 inside. */
    @Test
    void cutsASquareAsFarAsItIsInTheImage() {
        Shape five = new Shape(1, 5, 5);
        Set<Long> sizes = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            float[] cut = changed(new Cutout(3), five, KEY.with(i));
            sizes.add(IntStream.range(0, 25).filter(p -> cut[p] == 0).count());
        }
        assertThat(sizes).containsExactlyInAnyOrder(4L, 6L, 9L);
        float[] both = changed(new Cutout(2), new Shape(2, 4, 4), KEY);
        for (int p = 0; p < 16; p++) {
            assertThat(both[p] == 0).isEqualTo(both[16 + p] == 0);
        }
    }

    @Test
    void addsNoiseOfThatDeviation() {
        float[] features = new float[10_000];
        new GaussianNoise(0.5).begin(Shape.vector(10_000)).apply(features, KEY);
        double mean = IntStream.range(0, 10_000)
                .mapToDouble(i -> features[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(0, 10_000)
                .mapToDouble(i -> features[i] * features[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(Math.sqrt(square)).isCloseTo(0.5, within(0.02));
    }

    /** Beta(a, a) has the mean 1/2, the variance 1 / (4 (2 a + 1)) and the fourth central moment 3 / (16 (2 a + 1) (2 a + 3)). */
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.2, 1, 4})
    void mixesBySharesOfABetaDistribution(double alpha) {
        Augmentation.OfBatch mixing = new Mixup(alpha).begin(TWO);
        double[] shares = IntStream.range(0, 20_000)
                .mapToDouble(i -> mixing.draw(4, KEY.with(i)).share())
                .toArray();
        assertThat(moment(shares, 1)).isCloseTo(0, within(0.012));
        assertThat(moment(shares, 2)).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.004));
        assertThat(moment(shares, 4)).isCloseTo(3 / (16 * (2 * alpha + 1) * (2 * alpha + 3)), within(0.002));
        assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
    }

    private static double moment(double[] shares, int power) {
        return Arrays.stream(shares)
                .map(share -> Math.pow(share - 0.5, power))
                .average()
                .orElseThrow();
    }

    @Test
    void givesEachExampleAPartnerAndEachPartnerOnce() {
        Augmentation.OfBatch mixing = new Mixup().begin(TWO);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int[] partners = mixing.draw(3, KEY.with(i)).partners();
            assertThat(partners).containsExactlyInAnyOrder(0, 1, 2);
            seen.add(Arrays.toString(partners));
        }
        assertThat(seen).hasSize(6);
        assertThat(new MixedBatch(0.25, new int[] {2, 0, 1}).partnersOf(new int[] {9, 7, 5, 3}, 1))
                .containsExactly(3, 7, 5);
    }

    @Test
    void mixesLast() {
        List<Augmentation> both = List.of(new Mixup(), new GaussianNoise(), new Mixup());
        assertThatThrownBy(() -> Augmentation.begin(both, 0, TWO))
                .hasMessage("it mixes examples, so it has to be the last");
        assertThat(Augmentation.begin(both, 2, TWO)).isInstanceOf(Augmentation.OfBatch.class);
        assertThatThrownBy(() -> new Mixup(0)).hasMessageContaining("alpha");
    }

    @Test
    void refusesTablesAndOptionsThatAreNone() {
        Shape table = Shape.vector(4);
        assertThatThrownBy(() -> new Flip().begin(table)).hasMessage("the examples have no columns, they are 4x1x1");
        assertThatThrownBy(() -> new PadCrop().begin(table)).hasMessage("the examples are not images, they are 4x1x1");
        assertThatThrownBy(() -> new Cutout().begin(table)).hasMessage("the examples are not images, they are 4x1x1");
        assertThatThrownBy(() -> new Flip(0)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new PadCrop(0)).hasMessageContaining("pixels");
        assertThatThrownBy(() -> new Cutout(0)).hasMessageContaining("size");
        assertThatThrownBy(() -> new GaussianNoise(Double.NaN)).hasMessageContaining("deviation");
    }
}
