package io.espalier.export.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultiplierTest {
    @Property
    void isTheRoundedProduct(
            @ForAll @DoubleRange(min = -6, max = 2) double decade,
            @ForAll @IntRange(min = -10_000_000, max = 10_000_000) int sum) {
        double real = Math.pow(10, decade);
        double exact = sum * real;
        assertThat((double) Multiplier.of(real).times(sum)).isCloseTo(exact, within(0.5 + Math.abs(exact) * 1e-9));
    }

    @Test
    void refusesWhatIsNoScale() {
        assertThatThrownBy(() -> Multiplier.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Multiplier.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
