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
}
