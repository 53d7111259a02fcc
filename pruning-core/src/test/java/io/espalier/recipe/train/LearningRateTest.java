package io.espalier.recipe.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateTest {
    private static final LearningRate STEPS = new LearningRate.Steps(List.of(4.0, 7.0), 0.1);

    static Stream<LearningRate> schedules() {
        return Stream.of(STEPS, new LearningRate.Cosine(0.1), new LearningRate.WarmUp(3, STEPS));
    }

    /** A step of 6 epochs rewound to epoch 4 is the end of one of 10. */
    @ParameterizedTest
    @MethodSource("schedules")
    void resumesInTheMiddleOfAnotherSchedule(LearningRate schedule) {
        LearningRate rewound = new LearningRate.Rewound(4, schedule);
        for (double epoch = 0; epoch < 6; epoch += 0.25) {
            assertThat(rewound.factor(epoch, 6)).isCloseTo(schedule.factor(epoch + 4, 10), within(1e-15));
        }
        assertThat(rewound.dependsOnLength()).isEqualTo(schedule.dependsOnLength());
    }
}
