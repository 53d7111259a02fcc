package io.espalier.export.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedStepsTest {
    /** Reads as the generated code does. */
    private static List<Integer> distances(PackedSteps steps, int count) {
        List<Integer> distances = new ArrayList<>();
        int distance = 0;
        for (int n = 0; distances.size() < count; n++) {
            int bit = n * steps.bits();
            int step = steps.numbers()[bit / 8] >> bit % 8 & steps.longest();
            distance += step;
            if (step < steps.longest()) {
                distances.add(distance);
                distance = 0;
            }
        }
        return distances;
    }

    @Test
    void goesOnWhereOneStepIsTooShort() {
        PackedSteps near = PackedSteps.of(new int[] {0, 14, 15, 16, 3, 1});
        assertThat(near.bits()).isEqualTo(4);
        assertThat(near.bytes()).hasSize(4);
        assertThat(distances(near, 6)).containsExactly(0, 14, 15, 16, 3, 1);

        PackedSteps far = PackedSteps.of(new int[] {254, 255, 256, 511, 0});
        assertThat(far.bits()).isEqualTo(8);
        assertThat(far.bytes()).hasSize(9);
        assertThat(distances(far, 5)).containsExactly(254, 255, 256, 511, 0);
    }
}
