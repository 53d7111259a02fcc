package io.espalier.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.binding.InvalidValueException;
import io.espalier.paper.ComparedFigure.Verdict;
import io.espalier.paper.Expectation.By;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparedFigureTest {
    private static Verdict verdict(
            @Nullable Double atLeast, @Nullable Double atMost, By by, int missing, Double... observations) {
        Figure figure = new Figure("error", "SELECT 1 AS value", new Expectation(atLeast, atMost, by), null);
        return new ComparedFigure(figure, List.of(observations), missing).verdict();
    }

    @Test
    void agreesByTheMean() {
        assertThat(verdict(1.0, 2.0, By.MEAN, 0, 0.5, 2.5)).isEqualTo(Verdict.AGREES);
        assertThat(verdict(1.0, 2.0, By.MEAN, 0, 2.0)).isEqualTo(Verdict.AGREES);
        assertThat(verdict(1.0, 2.0, By.MEAN, 0, 2.0, 2.1)).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(verdict(0.0, null, By.MEAN, 0, -0.1)).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(verdict(null, 0.0, By.MEAN, 0, -0.1)).isEqualTo(Verdict.AGREES);
    }

    @Test
    void reproducesByTheWholeIntervalOfThreeRuns() {
        for (By by : By.values()) {
            assertThat(verdict(0.0, null, by, 0, 1.0, 1.1, 0.9)).isEqualTo(Verdict.REPRODUCED);
            assertThat(verdict(0.0, null, by, 0, 1.0, 0.1, 0.5)).isEqualTo(Verdict.AGREES);
            assertThat(verdict(0.0, null, by, 0, 1.0, 1.0)).isEqualTo(Verdict.AGREES);
        }
    }

    @Test
    void judgesByEachObservation() {
        assertThat(verdict(0.0, null, By.EACH, 0, 1.0, 0.0)).isEqualTo(Verdict.AGREES);
        assertThat(verdict(0.0, null, By.EACH, 0, 1.0, -0.1)).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(verdict(0.0, null, By.EACH, 1, 1.0, 1.1, 0.9)).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void tellsWhatDidNotRunFromWhatFailed() {
        assertThat(verdict(0.0, null, By.MEAN, 0)).isEqualTo(Verdict.NOT_RUN_HERE);
        assertThat(verdict(0.0, null, By.MEAN, 3)).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void quotesNothingFromMemory() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new PaperValue(1.6, "[M] Table 1"))
                .withMessageStartingWith("Invalid source: [M] Table 1 (must be a source that was read");
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new PaperValue(1.6, "[M?]"));
    }

    @Test
    void needsAnEnd() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Expectation(null, null, By.MEAN));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Expectation(2.0, 1.0, By.MEAN));
    }
}
