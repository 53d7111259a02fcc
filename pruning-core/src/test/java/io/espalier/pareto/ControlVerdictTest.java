package io.espalier.pareto;

import static io.espalier.stats.PairedTestTest.bySeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.stats.PairedTest;
import io.espalier.stats.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ControlVerdictTest {
    private static final Resolution CONTINUOUS = new Resolution.Continuous();

    @Test
    void tellsBetterFromWorseFromUndecided() {
        List<ControlVerdict> verdicts = ControlVerdict.of(
                bySeed(0.10, 0.11, 0.12),
                Map.of(
                        "better", bySeed(0.050, 0.061, 0.071),
                        "worse", bySeed(0.200, 0.211, 0.219),
                        "alike", bySeed(0.09, 0.12, 0.12),
                        "lone", bySeed(0.5)),
                CONTINUOUS);
        assertThat(verdicts).extracting(ControlVerdict::control).containsExactly("alike", "better", "lone", "worse");
        assertThat(verdicts)
                .extracting(ControlVerdict::verdict)
                .containsExactly(Verdict.TIES, Verdict.LOSES, Verdict.UNTESTED, Verdict.BEATS);
    }

    @Test
    void correctsForTheNumberOfTestedControls() {
        Map<Long, Double> candidate = bySeed(0.10, 0.11, 0.12, 0.13);
        Map<Long, Double> control = bySeed(0.12, 0.14, 0.13, 0.16);
        PairedTest alone = PairedTest.of(candidate, control, CONTINUOUS);
        assertThat(alone.p()).isBetween(0.0167, 0.05);
        assertThat(ControlVerdict.of(candidate, Map.of("a", control, "lone", bySeed(1)), CONTINUOUS))
                .filteredOn(verdict -> verdict.control().equals("a"))
                .singleElement()
                .returns(Verdict.BEATS, ControlVerdict::verdict)
                .returns(alone.p(), ControlVerdict::adjustedP);
        assertThat(ControlVerdict.of(candidate, Map.of("a", control, "b", control, "c", control), CONTINUOUS))
                .allSatisfy(verdict -> {
                    assertThat(verdict.verdict()).isEqualTo(Verdict.TIES);
                    assertThat(verdict.adjustedP()).isCloseTo(3 * alone.p(), within(1e-12));
                });
    }

    @Test
    void adjustsAsHolmDoes() {
        List<Double> family = List.of(0.01, 0.02, 0.03, 0.04);
        assertThat(family.stream().map(p -> ControlVerdict.holm(p, family)).toList())
                .containsExactly(0.04, 0.06, 0.06, 0.06);
    }

    @Property
    void adjustsAsTheStepDownProcedureDoes(@ForAll @Size(min = 1, max = 8) List<@DoubleRange(max = 1) Double> family) {
        List<Double> sorted = new ArrayList<>(family);
        sorted.sort(null);
        double floor = 0;
        for (int i = 0; i < sorted.size(); i++) {
            floor = Math.max(floor, Math.min(1, (sorted.size() - i) * sorted.get(i)));
            assertThat(ControlVerdict.holm(sorted.get(i), family)).isEqualTo(floor);
        }
    }
}
