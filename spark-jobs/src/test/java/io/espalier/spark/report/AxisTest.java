package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void spacesCountsLogarithmically() {
        Axis axis = Axis.over(List.of(1e3, 1e5), Unit.COUNT, 0, 110);
        assertThat(axis.place(1e4)).isCloseTo(55, within(1e-9));
        assertThat(axis.ticks()).containsExactly(1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5);
    }

    @Test
    void spacesCountsLinearlyWhenOneIsZero() {
        assertThat(Axis.over(List.of(0.0, 10.0), Unit.COUNT, 0, 1).spacing()).isEqualTo(Axis.Spacing.LINEAR);
    }

    @Test
    void putsTicksOnRoundValues() {
        Axis axis = Axis.over(List.of(0.03, 0.31), Unit.PERCENT, 100, 0);
        assertThat(axis.ticks())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(0.05, 0.1, 0.15, 0.2, 0.25, 0.3);
        assertThat(axis.place(0.31)).isLessThan(axis.place(0.03));
    }

    @Test
    void makesRoomForASingleValue() {
        Axis axis = Axis.over(List.of(0.1, 0.1), Unit.PERCENT, 0, 100);
        assertThat(axis.place(0.1)).isCloseTo(50, within(1e-9));
    }
}
