package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private final Examples drawn = new Noise(7, 2, 16, 20, 3).load();

    @Test
    void hasTheClassesAndPixelsThatItIsAskedFor() {
        for (Dataset part : new Dataset[] {drawn.examples(), drawn.test()}) {
            assertThat(part.shape()).isEqualTo(new Shape(2, 16, 16));
            assertThat(Arrays.stream(part.targets().strata()).mapToInt(rows -> rows.length))
                    .hasSize(7)
                    .containsOnly(20);
        }
    }

    @Test
    void isNormalAndAnotherToTestOn() {
        float[] features = drawn.examples().features();
        double mean = mean(features, 1);
        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(mean(features, 2) - mean * mean).isCloseTo(1, within(0.03));
        assertThat(mean(features, 4)).isCloseTo(3, within(0.2));
        assertThat(features).isNotEqualTo(drawn.test().features());
    }

    private static double mean(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    @Test
    void isDrawnAlikeAgainAndOtherwiseFromAnotherDraw() {
        assertThat(new Noise(7, 2, 16, 20, 3).load().examples().features())
                .isEqualTo(drawn.examples().features());
        assertThat(new Noise(7, 2, 16, 20, 4).load().examples().features())
                .isNotEqualTo(drawn.examples().features());
    }

    @Test
    void refusesWhatNoArrayHolds() {
        assertThatThrownBy(() -> new Noise(1000, 3, 1024, 1000, 0))
                .hasMessageContaining("per-class")
                .hasMessageContaining("fewer than 2^31 pixels");
    }
}
