package io.espalier.recipe.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Magnitude;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRuleTest {
    private static final StopRule.MaskDistance RULE =
            new StopRule.MaskDistance(new Magnitude(), new Granularity.Unit(), 0.5, 0.2, 3);

    private static Mask mask(String bits) {
        boolean[] kept = new boolean[bits.length()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = bits.charAt(i) == '1';
        }
        return Mask.of(kept);
    }

    @Test
    void countsTheBitsThatDiffer() {
        assertThat(mask("1010010110").distance(mask("0110010111"))).isEqualTo(3);
        assertThat(mask("1".repeat(70)).distance(mask("0".repeat(70)))).isEqualTo(70);
    }

    @Test
    void holdsWhenTheNewestIsNearEachOfTheWindow() {
        Mask mask = mask("1111100000");
        Mask near = mask("1111010000");
        Mask far = mask("1110010100");
        assertThat(RULE.holds(List.of(near, mask))).as("two of three").isFalse();
        assertThat(RULE.holds(List.of(near, near, mask))).as("2 of 10 differ").isTrue();
        assertThat(RULE.holds(List.of(far, near, mask))).as("4 of 10 differ").isFalse();
        assertThat(RULE.holds(List.of(near, mask, far))).as("the newest is far").isFalse();
    }
}
