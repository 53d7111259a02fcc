package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.metric.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    @Test
    void parsesAListOfColumnsWithDirections() {
        assertThat(Objective.parseAll("validation_error:min, achieved_sparsity:max"))
                .containsExactly(
                        new Objective("validation_error", Direction.MINIMIZE),
                        new Objective("achieved_sparsity", Direction.MAXIMIZE));
    }

    @Test
    void printsAsItParses() {
        assertThat(Objective.parse("bytes:min")).hasToString("bytes:min");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes", "bytes:", ":min", "bytes:least", "bytes:min:max", "bytes:min,", "a:min,a:max"})
    void refusesWhatItCannotRead(String spelling) {
        assertThatThrownBy(() -> Objective.parseAll(spelling))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageMatching("(?s)Invalid \\w+: .* \\(must .*\\)");
    }

    @Test
    void knowsTheBetterEndOfAScore() {
        assertThat(Objective.by("validation_roc_auc")).hasToString("validation_roc_auc:max");
        assertThat(Objective.by("validation_error")).hasToString("validation_error:min");
        assertThat(Objective.by("bytes")).hasToString("bytes:min");
        assertThat(Objective.by("bytes:max")).hasToString("bytes:max");
    }

    @Test
    void refusesColumnsOfTheTestPart() {
        Objective.parse("validation_error:min").checkNotOfTest("by");
        assertThatThrownBy(() -> Objective.parse("test_error:min").checkNotOfTest("by"))
                .hasMessage("Invalid by: test_error (must not be a test column: those are for reporting only)");
    }
}
