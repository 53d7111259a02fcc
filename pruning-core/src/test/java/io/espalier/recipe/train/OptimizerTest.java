package io.espalier.recipe.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
    private static Optimizer of(String rule, String rate, String decay) {
        return Binder.ofContext()
                .parse("{\"%s\":{\"rate\":%s,\"decay\":%s}}".formatted(rule, rate, decay), Optimizer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "adam", "adamw"})
    void takesWhatFloatsHold(String rule) {
        assertThat(of(rule, "1e-45", "0").rate()).isEqualTo(1e-45);
        assertThat(of(rule, "3.4e38", "3.4e38").rate()).isEqualTo(3.4e38);
        assertThatThrownBy(() -> of(rule, "1e-50", "0"))
                .hasMessageContaining(rule + ".rate: 1.0E-50 (must be above 0 as a 32-bit float)");
        assertThatThrownBy(() -> of(rule, "1e39", "0"))
                .hasMessageContaining(rule + ".rate: 1.0E39 (must be in the range of 32-bit floats, +-3.4e38)");
        assertThatThrownBy(() -> of(rule, "0", "0")).hasMessageContaining("rate: 0.0 (must be above 0)");
        assertThatThrownBy(() -> of(rule, "1", "1e39"))
                .hasMessageContaining(rule + ".decay: 1.0E39 (must be in the range of 32-bit floats, +-3.4e38)");
    }

    @Test
    void refusesANegativeDecay() {
        assertThatThrownBy(() -> of("sgd", "1", "-1")).hasMessageContaining("decay: -1.0 (must be at least 0)");
    }
}
