package io.espalier.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalsTest {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    @Property(tries = 300)
    void quantileInvertsTheDistributionFunction(@ForAll @DoubleRange(min = 1e-9, max = 1 - 1e-9) @Scale(12) double p) {
        assertThat(Normals.quantile(p)).isCloseTo(STANDARD.inverseCumulativeProbability(p), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1.0p-54, 1e-14, 1e-11, 0.075, 0.5, 0.925})
    void quantileHoldsToTheEnds(double p) {
        assertThat(STANDARD.cumulativeProbability(Normals.quantile(p)) / p).isCloseTo(1, within(1e-11));
    }

    @Test
    void numbersAreStandardNormal() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double x = Normals.at(RandomKey.of(1), i);
            sum += x;
            squares += x * x;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.01));
        assertThat(squares / 100_000).isCloseTo(1, within(0.015));
    }

    @Test
    void neverChangesItsNumbers() {
        assertThat(Normals.at(RandomKey.of(1), 0)).isEqualTo(-0.3366522922158837);
    }
}
