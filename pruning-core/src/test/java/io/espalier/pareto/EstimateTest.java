package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void givesStudentsIntervalForASmallSample() {
        Estimate estimate = Estimate.of(List.of(1.0, 2.0, 3.0));
        assertThat(estimate.n()).isEqualTo(3);
        assertThat(estimate.mean()).isEqualTo(2);
        assertThat(estimate.standardDeviation()).isEqualTo(1);
        assertThat(estimate.margin()).isCloseTo(4.302652729749464 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void saysNothingAboutSpreadFromOneSeed() {
        assertThat(Estimate.of(List.of(0.25))).isEqualTo(new Estimate(1, 0.25, null, null));
    }

    @Test
    void keepsEqualValuesExact() {
        Estimate estimate = Estimate.of(List.of(0.1, 0.1, 0.1));
        assertThat(estimate).isEqualTo(new Estimate(3, 0.1, 0.0, 0.0));
    }
}
