package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DataSpec.Scaling;
import io.espalier.data.source.Digits;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataSpecTest {
    private static DataSpec spec(Examples examples, double validation, double test, long seed, Scaling scaling) {
        return new DataSpec(TestData.source(examples), validation, test, seed, scaling, null);
    }

    private static Splits load(Dataset examples, @Nullable Dataset test, Scaling scaling) throws IOException {
        return spec(new Examples(examples, test), 0.25, 0.25, 7, scaling).load();
    }

    @Property(tries = 200)
    void everyRowIsInOnePartAndEachClassIsSharedToWithinOneExample(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 3, max = 60) Integer> counts,
            @ForAll @DoubleRange(min = 0.05, max = 0.45) double validation,
            @ForAll @DoubleRange(min = 0.05, max = 0.45) double test,
            @ForAll long seed)
            throws IOException {
        int smallest = counts.stream().mapToInt(count -> count).min().orElseThrow();
        Assume.that(smallest * Math.min(1 - validation - test, Math.min(validation, test)) >= 1);
        Dataset all = shuffledClasses(counts);

        Splits splits = spec(new Examples(all, null), validation, test, seed, Scaling.NONE)
                .load();

        Set<Float> seen = new HashSet<>();
        for (Dataset part : splits.parts()) {
            for (int row = 0; row < part.size(); row++) {
                float original = part.feature(row, 0);
                assertThat(seen.add(original)).isTrue();
                assertThat(ClassTargets.of(part).labels()[row])
                        .isEqualTo(ClassTargets.of(all).labels()[(int) original]);
            }
        }
        assertThat(seen).hasSize(all.size());
        for (int label = 0; label < counts.size(); label++) {
            int count = counts.get(label);
            assertShare(splits.validation(), label, count * validation);
            assertShare(splits.test(), label, count * test);
            assertShare(splits.train(), label, count * (1 - validation - test));
        }
    }

    private static Dataset shuffledClasses(List<Integer> counts) {
        int[] labels = IntStream.range(0, counts.size())
                .flatMap(label -> IntStream.range(0, counts.get(label)).map(i -> label))
                .toArray();
        int[] order = RandomKey.of(99).permutation(labels.length);
        float[] features = new float[labels.length];
        for (int row = 0; row < features.length; row++) {
            features[row] = row;
        }
        return new Dataset(
                Shape.vector(1),
                counts.size(),
                features,
                Arrays.stream(order).map(i -> labels[i]).toArray());
    }

    private static void assertShare(Dataset part, int label, double share) {
        long found = Arrays.stream(ClassTargets.of(part).labels())
                .filter(l -> l == label)
                .count();
        assertThat((double) found).isBetween(share - 1.000001, share + 1.000001).isPositive();
    }

    @Test
    void givesTheSameBitsForTheSameSeedAndOthersForAnother() throws IOException {
        Examples digits = new Digits().load();

        Splits first = spec(digits, 0.2, 0.2, 0, Scaling.UNIT).load();
        Splits again = spec(new Digits().load(), 0.2, 0.2, 0, Scaling.UNIT).load();
        Splits other = spec(digits, 0.2, 0.2, 1, Scaling.UNIT).load();

        assertThat(again.hash()).isEqualTo(first.hash());
        assertThat(again.train().features()).isEqualTo(first.train().features());
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void keepsTheHashOfTheDigitsForever() throws IOException {
        Splits splits = new DataSpec(new Digits(), 0.2, 0.2, 0, Scaling.UNIT, null).load();

        assertThat(List.of(
                        splits.train().size(),
                        splits.validation().size(),
                        splits.test().size()))
                .containsExactly(1078, 360, 359);
        assertThat(splits.hash()).isEqualTo("facef7d32a1f5a70fdb324d11dd97e3ef7605b0c0d7903f0951df14ad65d3192");
    }

    @Test
    void keepsAStandardTestSetWholeAndInOrder() throws IOException {
        Dataset test = TestData.numbered(6, 3);

        Splits splits = load(TestData.numbered(30, 3), test, Scaling.NONE);

        assertThat(splits.test().features()).isEqualTo(test.features());
        assertThat(splits.train().size() + splits.validation().size()).isEqualTo(30);
    }

    @Test
    void keepsAStandardValidationSetWholeAndInOrder() throws IOException {
        Dataset validation = TestData.numbered(6, 3);
        Examples examples = new Examples(TestData.numbered(30, 3), null, validation);

        Splits splits = new DataSpec(TestData.source(examples), 0.25, 0.2, 7, Scaling.NONE, null).load();

        assertThat(splits.validation().features()).isEqualTo(validation.features());
        assertThat(splits.test().size()).isEqualTo(3 * 2);
        assertThat(splits.train().size()).isEqualTo(3 * 8);
    }

    @Test
    void limitsEachClassOfTheTrainingSideOnly() throws IOException {
        Examples examples = new Examples(TestData.numbered(60, 3), TestData.numbered(30, 3));

        Splits splits = new DataSpec(TestData.source(examples), 0.25, 0.25, 7, Scaling.NONE, 8).load();

        assertThat(splits.train().size()).isEqualTo(3 * 6);
        assertThat(splits.validation().size()).isEqualTo(3 * 2);
        assertThat(splits.test().size()).isEqualTo(30);
    }

    @Test
    void limitsEachClassOfTheStandardTestSetWhereAsked() throws IOException {
        Examples examples = new Examples(TestData.numbered(60, 3), TestData.numbered(30, 3));

        Splits splits = new DataSpec(TestData.source(examples), 0.25, 0.25, 7, Scaling.NONE, null, 4, null).load();

        assertThat(splits.train().size() + splits.validation().size()).isEqualTo(60);
        assertThat(ClassTargets.of(splits.test()).labels()).hasSize(3 * 4).containsOnly(0, 1, 2);
        assertThat(splits.test().features()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void resizesAllParts() throws IOException {
        Splits splits = new DataSpec(new Digits(), 0.2, 0.2, 0, Scaling.UNIT, 30, null, 4).load();

        assertThat(splits.parts()).allSatisfy(part -> assertThat(part.shape()).isEqualTo(new Shape(1, 4, 4)));
    }

    @Test
    void scalesToUnitByTheTrainingPartAlone() throws IOException {
        Splits splits = load(TestData.numbered(40, 2), null, Scaling.UNIT);
        Splits raw = load(TestData.numbered(40, 2), null, Scaling.NONE);

        float largest = 0;
        for (float feature : raw.train().features()) {
            largest = Math.max(largest, feature);
        }
        for (int row = 0; row < raw.test().size(); row++) {
            assertThat(splits.test().feature(row, 0)).isEqualTo(raw.test().feature(row, 0) / largest);
        }
    }

    @Test
    void standardisesOverAllFeatures() throws IOException {
        Dataset data = TestData.random(
                3, new Shape(2, 3, 3), 2, IntStream.range(0, 80).map(i -> i % 2).toArray());

        float[] features = load(data, null, Scaling.STANDARD).train().features();

        assertThat(mean(features, 0, 1)).isCloseTo(0, within(1e-6));
        assertThat(meanSquare(features, 0, 1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void standardisesEachFeatureAndLeavesConstantOnesAtZero() throws IOException {
        Dataset data = TestData.random(
                3, Shape.vector(3), 2, IntStream.range(0, 80).map(i -> i % 2).toArray());
        for (int row = 0; row < data.size(); row++) {
            data.features()[3 * row + 1] = 0.1f;
        }

        float[] features = load(data, null, Scaling.PER_FEATURE).train().features();

        assertThat(meanSquare(features, 0, 3)).isCloseTo(1, within(1e-6));
        assertThat(meanSquare(features, 1, 3)).isZero();
        assertThat(meanSquare(features, 2, 3)).isCloseTo(1, within(1e-6));
    }

    /** Channel 0 is 1, 2 in every other example and 3, 4 in the rest: mean 2.5, variance 1.25. Channel 1 is constant. */
    @Test
    void standardisesEachChannelOverItsPositions() throws IOException {
        float[] numbers = new float[80 * 4];
        for (int row = 0; row < 80; row++) {
            float first = row % 4 < 2 ? 1 : 3;
            System.arraycopy(new float[] {first, first + 1, 7, 7}, 0, numbers, 4 * row, 4);
        }
        int[] labels = IntStream.range(0, 80).map(i -> i % 4 < 2 ? 0 : 1).toArray();

        float[] features = load(new Dataset(new Shape(2, 1, 2), 2, numbers, labels), null, Scaling.PER_CHANNEL)
                .train()
                .features();

        for (int row = 0; row < features.length / 4; row++) {
            double first = features[4 * row] < 0 && features[4 * row + 1] < 0 ? 1 : 3;
            assertThat(features[4 * row]).isCloseTo((float) ((first - 2.5) / Math.sqrt(1.25)), within(1e-6f));
            assertThat(features[4 * row + 1]).isCloseTo((float) ((first - 1.5) / Math.sqrt(1.25)), within(1e-6f));
            assertThat(features[4 * row + 2]).isZero();
            assertThat(features[4 * row + 3]).isZero();
        }
    }

    private static double mean(float[] features, int from, int step) {
        double sum = 0;
        for (int i = from; i < features.length; i += step) {
            sum += features[i];
        }
        return sum * step / features.length;
    }

    private static double meanSquare(float[] features, int from, int step) {
        double sum = 0;
        for (int i = from; i < features.length; i += step) {
            sum += features[i] * (double) features[i];
        }
        return sum * step / features.length;
    }
}
