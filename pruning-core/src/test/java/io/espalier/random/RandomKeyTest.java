package io.espalier.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
    private static final int DRAWS = 20_000;
    private final RandomKey key = RandomKey.of(7).with("test");

    @Test
    void drawsTheSequenceOfSplitMix64() {
        RandomKey seeded = new RandomKey(1234567);
        assertThat(LongStream.range(0, 5).map(seeded::bits).mapToObj(Long::toUnsignedString))
                .as("the reference implementation, seed 1234567")
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
        assertThat(RandomKey.of(1234567).value()).isEqualTo(6457827717110365317L);
    }

    @Test
    void keepsTheNumbersThatStoredResultsWereMadeWith() {
        RandomKey pinned = RandomKey.of(1).with("order").with(2).with(3);
        assertThat(pinned.value()).isEqualTo(3578477306654692319L);
        assertThat(pinned.permutation(8)).containsExactly(5, 1, 0, 3, 4, 2, 6, 7);
        assertThat(pinned.gaussian(5)).isEqualTo(-0.005900480093449324);
    }

    @Test
    void givesEveryPurposeAKeyOfItsOwn() {
        assertThat(new RandomKey[] {
                    key,
                    key.with(0),
                    key.with(1),
                    key.with("a"),
                    key.with("b"),
                    key.with("ab"),
                    key.with("ba"),
                    key.with("a").with("b"),
                    key.with("b").with("a"),
                    key.with('a'),
                    RandomKey.of(8).with("test"),
                    RandomKey.of(-7).with("test")
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void drawsUniformNumbers() {
        double[] numbers = IntStream.range(0, DRAWS).mapToDouble(key::uniform).toArray();
        assertThat(Arrays.stream(numbers)).allMatch(x -> x >= 0 && x < 1);
        assertThat(distance(numbers, x -> x))
                .as("Kolmogorov-Smirnov, critical at 0.1%")
                .isLessThan(1.95 / Math.sqrt(DRAWS));
    }

    @Test
    void drawsNormalNumbers() {
        double[] numbers = IntStream.range(0, DRAWS).mapToDouble(key::gaussian).toArray();
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double square = Arrays.stream(numbers).map(x -> x * x).average().orElseThrow();
        double fourth = Arrays.stream(numbers).map(x -> x * x * x * x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / DRAWS)));
        assertThat(fourth).isCloseTo(3, within(4 * Math.sqrt(96.0 / DRAWS)));
    }

    /** The largest distance between the empirical distribution and another. */
    private static double distance(double[] numbers, DoubleUnaryOperator distribution) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return IntStream.range(0, sorted.length)
                .mapToDouble(i -> Math.max(
                        Math.abs(distribution.applyAsDouble(sorted[i]) - (double) i / sorted.length),
                        Math.abs(distribution.applyAsDouble(sorted[i]) - (i + 1.0) / sorted.length)))
                .max()
                .orElseThrow();
    }

    @Property
    void drawsEveryIndexBelowTheBoundAndNoOther(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int bound) {
        int[] drawn = IntStream.range(0, 400)
                .map(i -> RandomKey.of(seed).index(i, bound))
                .distinct()
                .sorted()
                .toArray();
        assertThat(drawn).containsExactly(IntStream.range(0, bound).toArray());
    }

    @Property
    void reachesTheEndsOfTheLargestBound(@ForAll long counter) {
        assertThat(key.index(counter, Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    }

    @Property
    void permutesWithoutLossOrRepeat(@ForAll long seed, @ForAll @IntRange(max = 200) int size) {
        int[] order = RandomKey.of(seed).permutation(size);
        assertThat(Arrays.stream(order).sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }

    @Test
    void drawsAllOrdersAlike() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 6000; i++) {
            counts.merge(Arrays.toString(key.with(i).permutation(3)), 1, Integer::sum);
        }
        double chiSquare = counts.values().stream()
                .mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000)
                .sum();
        assertThat(counts).hasSize(6);
        assertThat(chiSquare).as("5 degrees of freedom, critical at 0.1%").isLessThan(20.5);
    }
}
