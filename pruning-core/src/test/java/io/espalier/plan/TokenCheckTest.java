package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenCheckTest {
    private static final TokenCheck CHECK = new TokenCheck(3);

    private static Dataset part(float... features) {
        return new Dataset(Shape.vector(2), 2, features, new int[features.length / 2]);
    }

    @Test
    void acceptsAllTokens() {
        assertThat(CHECK.problems(Splits.of(part(0, 1, 2, 2), part(1, 1), part(0, 0))))
                .isEmpty();
    }

    @Test
    void namesEachExampleOfEachPartByItsFirstOtherNumber() {
        assertThat(CHECK.problems(Splits.of(part(0, 1, 0.5f, 9), part(0, 3), part(-1, 0))))
                .containsExactly(
                        "Invalid data: feature 0 of training example 1 is 0.5 (must be a whole number in 0..2, for the"
                                + " network reads tokens; scaling must be none)",
                        "Invalid data: feature 1 of validation example 0 is 3.0 (must be a whole number in 0..2, for the"
                                + " network reads tokens; scaling must be none)",
                        "Invalid data: feature 0 of test example 0 is -1.0 (must be a whole number in 0..2, for the"
                                + " network reads tokens; scaling must be none)");
    }

    @Test
    void countsTheRestOfMany() {
        float[] bad = new float[14];
        Arrays.fill(bad, 7);
        assertThat(CHECK.problems(Splits.of(part(bad), part(0, 0), part(0, 0))))
                .hasSize(6)
                .last()
                .isEqualTo("Invalid data: 2 more examples hold features that are no tokens");
    }
}
