package io.espalier.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CommonDenominatorTest {
    @Property
    void isTheNumberOfExamplesWhereOneErrorWasSeen(@ForAll @IntRange(min = 1, max = 1_000_000) int examples) {
        assertThat(CommonDenominator.of(List.of(1.0 / examples, 0.0, 1.0))).hasValue(examples);
    }

    @Property
    void dividesTheNumberOfExamples(
            @ForAll @IntRange(min = 1, max = 100_000) int examples,
            @ForAll List<@IntRange(max = 100_000) Integer> wrong) {
        List<Double> rates = wrong.stream()
                .map(k -> Math.min(k, examples) / (double) examples)
                .toList();
        OptionalInt found = CommonDenominator.of(rates);
        assertThat(found.isPresent()).isEqualTo(!rates.isEmpty());
        IntStream.of(found.orElse(examples))
                .forEach(n -> assertThat(examples % n).isZero());
    }

    @Test
    void isUnknownForNumbersThatAreNoSuchFractions() {
        assertThat(CommonDenominator.of(List.of(Math.PI / 4))).isEmpty();
        assertThat(CommonDenominator.of(List.of())).isEmpty();
    }
}
