package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataPartTest {
    @Test
    void namesColumnsOfScores() {
        assertThat(DataPart.VALIDATION.column(new MacroF1())).isEqualTo("validation_macro_f1");
        assertThat(DataPart.VALIDATION.score("validation_macro_f1")).contains(new MacroF1());
        assertThat(DataPart.VALIDATION.score("last_validation_macro_f1")).isEmpty();
        assertThat(DataPart.TEST.score("validation_macro_f1")).isEmpty();
    }

    @Test
    void tellsWhichPartAColumnIsOf() {
        assertThat(DataPart.TEST.has("test_error")).isTrue();
        assertThat(DataPart.TEST.has("latest_error")).isFalse();
        assertThat(DataPart.VALIDATION.has("last_validation_error")).isFalse();
        assertThat(DataPart.VALIDATION.isIn("last_validation_error")).isTrue();
    }

    @Test
    void namesTheSameOfAnotherPart() {
        assertThat(DataPart.TEST.like("validation_noise_error@0.1", DataPart.VALIDATION))
                .isEqualTo("test_noise_error@0.1");
        assertThat(DataPart.TEST.like("bytes", DataPart.VALIDATION)).isEqualTo("bytes");
    }
}
