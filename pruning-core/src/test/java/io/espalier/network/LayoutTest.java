package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    /** Two inputs, three units and windows of two, as a transposed convolution has them. */
    private static final Layout.Slot UNITS_SECOND =
            new Layout.Slot(new Parameter("up.weight", Role.WEIGHT, List.of(2, 3, 1, 2), new Axes(1, 0, 1)), 1);

    private static float[] numbers() {
        return new float[] {-1, 0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121, -1};
    }

    @Test
    void readsUnitsAlongTheirAxis() {
        assertThat(UNITS_SECOND.byUnit(numbers()))
                .isDeepEqualTo(new float[][] {{0, 1, 100, 101}, {10, 11, 110, 111}, {20, 21, 120, 121}});
    }

    @Test
    void clearsAUnitAlongItsAxis() {
        float[] values = numbers();

        UNITS_SECOND.clear(values, 1);

        assertThat(values).containsExactly(-1, 0, 1, 0, 0, 20, 21, 100, 101, 0, 0, 120, 121, -1);
    }
}
