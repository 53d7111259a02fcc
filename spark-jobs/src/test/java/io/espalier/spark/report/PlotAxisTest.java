package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
    @Test
    void spacesDecadesLogarithmically() {
        PlotAxis axis = PlotAxis.over(List.of(1e3, 1e5), 0, 110);
        assertThat(axis.place(1e4)).isCloseTo(55, within(1e-9));
        assertThat(axis.ticks()).containsExactly(1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5);
    }

    @Test
    void spacesLinearlyWhenAValueIsZeroOrAllAreClose() {
        assertThat(PlotAxis.over(List.of(0.0, 10.0), 0, 1).spacing()).isEqualTo(PlotAxis.Spacing.LINEAR);
        assertThat(PlotAxis.over(List.of(2.0, 10.0), 0, 1).spacing()).isEqualTo(PlotAxis.Spacing.LINEAR);
    }

    @Test
    void putsTicksOnRoundValues() {
        PlotAxis axis = PlotAxis.over(List.of(0.04, 0.31), 100, 0);
        assertThat(axis.ticks())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(0.05, 0.1, 0.15, 0.2, 0.25, 0.3);
        assertThat(axis.place(0.31)).isLessThan(axis.place(0.04));
    }

    @Test
    void placesWhatHasNoLogarithmBeyondItsEnd() {
        assertThat(PlotAxis.over(List.of(1.0, 100.0), 100, 0).place(-1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void makesRoomForASingleValue() {
        PlotAxis axis = PlotAxis.over(List.of(0.1, 0.1), 0, 100);
        assertThat(axis.place(0.1)).isCloseTo(50, within(1e-9));
    }
}
