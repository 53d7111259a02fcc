package io.espalier.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
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
    void givesEqualMeansOfCountsInAnyOrder() {
        Resolution of360 = Resolution.of(360);
        Estimate one = Estimate.of(List.of(10 / 360.0, 11 / 360.0, 11 / 360.0), of360);
        assertThat(Estimate.of(List.of(11 / 360.0, 9 / 360.0, 12 / 360.0), of360)
                        .mean())
                .isEqualTo(one.mean())
                .isEqualTo(32 / 1080.0);
    }

    @Property
    void givesTheSameMeanInAnyOrder(@ForAll @Size(min = 1, max = 8) List<@DoubleRange(max = 1) Double> values) {
        List<Double> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        assertThat(Estimate.of(reversed).mean()).isEqualTo(Estimate.of(values).mean());
    }

    @Test
    void keepsEqualValuesExact() {
        Estimate estimate = Estimate.of(List.of(0.1, 0.1, 0.1));
        assertThat(estimate).isEqualTo(new Estimate(3, 0.1, 0.0, 0.0));
    }
}
