package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "epochs, epochs",
        "evaluateEvery, evaluate-every",
        "WarmUp, warm-up",
        "NOfM, n-of-m",
        "LeNet300100, le-net300100",
        "beta1, beta1",
        "L1Norm, l1-norm",
        "URLSource, url-source"
    })
    void spellsCamelCaseInKebabCase(String java, String text) {
        assertThat(Spelling.of(java)).isEqualTo(text);
    }

    @Test
    void spellsConstantsInKebabCase() {
        assertThat(Spelling.of(TimeUnit.MILLISECONDS)).isEqualTo("milliseconds");
        assertThat(Spelling.of(java.math.RoundingMode.HALF_UP)).isEqualTo("half-up");
    }
}
