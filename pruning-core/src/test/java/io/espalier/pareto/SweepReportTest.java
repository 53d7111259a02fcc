package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.InvalidValueException;
import io.espalier.result.TrialRow.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepReportTest {
    private static final List<Objective> OBJECTIVES = Objective.parseAll("validation_error:min,bytes:min");
    private final List<TrialResult> trials = new ArrayList<>();

    @Test
    void putsTheFrontFirstAndOrdersItByTheFirstObjective() {
        candidate("big", 400, 0.10, 0.10, 0.11);
        candidate("small", 100, 0.30, 0.31, 0.30);
        candidate("bad", 500, 0.40, 0.41, 0.42);
        candidate("middle", 200, 0.12, 0.12, 0.13);
        SweepReport report = report();
        assertThat(labels(report.members(FrontStatus.FRONT))).containsExactly("name=big", "name=middle", "name=small");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=bad");
        assertThat(report.members())
                .filteredOn(RankedCandidate::knee)
                .extracting(member -> member.candidate().label())
                .containsExactly("name=middle");
    }

    @Test
    void tiesACandidateThatSeedsDoNotTellFromTheFront() {
        candidate("best", 100, 0.10, 0.12, 0.11);
        candidate("alike", 100, 0.11, 0.11, 0.12);
        candidate("worse", 100, 0.20, 0.23, 0.21);
        SweepReport report = report();
        assertThat(labels(report.members(FrontStatus.FRONT))).containsExactly("name=best");
        assertThat(labels(report.members(FrontStatus.TIED))).containsExactly("name=alike");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=worse");
    }

    @Test
    void comparesExactObjectivesExactly() {
        candidate("best", 100, 0.10, 0.12, 0.11);
        candidate("heavier", 101, 0.10, 0.12, 0.11);
        assertThat(labels(report().members(FrontStatus.DOMINATED))).containsExactly("name=heavier");
    }

    @Test
    void tiesNobodyWhoIsWorseBeyondNoiseInOneObjective() {
        noisyBytes("best", 0.10, 1_000, 1_010, 1_005);
        noisyBytes("worse", 0.50, 1_001, 1_009, 1_008);
        noisyBytes("alike", 0.10, 1_003, 1_006, 1_007);
        SweepReport report = report();
        assertThat(labels(report.members(FrontStatus.TIED))).containsExactly("name=alike");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=worse");
    }

    /** 10 + 11 + 11 and 11 + 9 + 12 errors of 360: as sums of doubles the two differ in the last bit. */
    @Test
    void equalCountsOfErrorsAreEqualWhateverTheirOrder() {
        counted("one", 100, 10, 11, 11);
        counted("other", 100, 11, 9, 12);
        counted("heavier", 101, 12, 10, 10);
        SweepReport report = report();
        assertThat(labels(report.members(FrontStatus.FRONT))).containsExactly("name=one", "name=other");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=heavier");
    }

    @Test
    void tiesWhatTheValidationExamplesDoNotTellApart() {
        counted("best", 100, 10, 11, 10);
        counted("alike", 100, 13, 14, 13);
        counted("worse", 100, 70, 71, 70);
        SweepReport report = report();
        assertThat(labels(report.members(FrontStatus.TIED))).containsExactly("name=alike");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=worse");
    }

    @Test
    void oneSeedTellsNoErrorsApart() {
        counted("best", 100, 10);
        counted("worse", 100, 70);
        assertThat(labels(report().members(FrontStatus.TIED))).containsExactly("name=worse");
    }

    @Test
    void tiesNobodyOnOneSeed() {
        candidate("best", 100, 0.10);
        candidate("close", 100, 0.1001);
        assertThat(labels(report().members(FrontStatus.DOMINATED))).containsExactly("name=close");
    }

    @Test
    void tiesInAnObjectiveThatIsMaximized() {
        candidate("best", 100, 0.9, 0.8, 0.7);
        candidate("alike", 100, 0.8, 0.9, 0.6);
        candidate("worse", 100, 0.5, 0.41, 0.3);
        SweepReport report = SweepReport.of(Objective.parseAll("bytes:min,validation_error:max"), trials);
        assertThat(labels(report.members(FrontStatus.TIED))).containsExactly("name=alike");
        assertThat(labels(report.members(FrontStatus.DOMINATED))).containsExactly("name=worse");
    }

    @Test
    void countsWhatItLeavesOut() {
        candidate("a", 100, 0.10, 0.20);
        trials.add(trial("a", 3, State.DIVERGED, Map.of(), Map.of()));
        trials.add(trial("a", 4, State.OUT_OF_MEMORY, Map.of(), Map.of()));
        trials.add(trial("b", 1, State.FAILED, Map.of(), Map.of()));
        trials.add(trial("b", 2, State.COMPLETED, Map.of("validation_error", 0.1), Map.of()));
        trials.add(trial("b", 3, State.COMPLETED, Map.of("validation_error", 0.1, "bytes", Double.NaN), Map.of()));
        SweepReport report = report();
        assertThat(report.leftOut()).isEqualTo(new ExcludedTrials(1, 2, 2));
        assertThat(report.members()).singleElement().satisfies(member -> {
            assertThat(member.candidate().lost()).isEqualTo(2);
            assertThat(member.estimates().get("validation_error").mean()).isCloseTo(0.15, within(1e-15));
        });
    }

    @Test
    void sharesTheHypervolumeByWhatEachMemberAdds() {
        candidate("left", 100, 0.0);
        candidate("right", 0, 1.0);
        candidate("inside", 100, 1.0);
        SweepReport report = report();
        double dominated = 2 * 1.1 * 0.1 - 0.1 * 0.1;
        assertThat(report.hypervolume()).isCloseTo(dominated / (1.1 * 1.1), within(1e-12));
        assertThat(report.reference().get(0)).isCloseTo(1.1, within(1e-12));
        assertThat(report.reference().get(1)).isCloseTo(110, within(1e-9));
        assertThat(report.members(FrontStatus.FRONT))
                .allSatisfy(member -> assertThat(member.hypervolumeShare()).isCloseTo(0.1 / dominated, within(1e-12)));
        assertThat(report.members(FrontStatus.DOMINATED))
                .allSatisfy(member -> assertThat(member.hypervolumeShare()).isNull());
    }

    @Test
    void testsCandidatesAgainstTheirControlsBySeed() {
        for (int seed = 1; seed <= 3; seed++) {
            Map<String, Double> controls = seed == 3
                    ? Map.of("random-mask", 0.5 + seed / 100.0)
                    : Map.of("random-mask", 0.5 + seed / 100.0, "small-dense", 0.1);
            Map<String, Double> values = Map.of("validation_error", 0.1 + seed / 1000.0, "bytes", 10.0);
            trials.add(trial("a", seed, State.COMPLETED, values, controls));
        }
        assertThat(report().members().get(0).controls())
                .extracting(ControlVerdict::control, verdict -> verdict.test().n(), ControlVerdict::verdict)
                .containsExactly(tuple("random-mask", 3, Verdict.BEATS), tuple("small-dense", 2, Verdict.TIES));
    }

    @Test
    void ranksControlsToo() {
        candidate("pruned", 100, 0.2, 0.21, 0.22);
        for (int seed = 1; seed <= 3; seed++) {
            Map<String, Double> values = Map.of("validation_error", 0.1 + seed / 100.0, "bytes", 200.0);
            trials.add(new TrialResult(
                    "c" + seed,
                    "small",
                    Map.of("name", "small"),
                    seed,
                    State.COMPLETED,
                    values,
                    Map.of(),
                    null,
                    TrialResult.USUAL.get(0),
                    "small-dense"));
        }
        SweepReport report = report();
        assertThat(report.members(FrontStatus.FRONT))
                .extracting(member -> member.candidate().role())
                .containsExactly("small-dense", "candidate");
        assertThat(report.added()).isBetween(0.0, 1.0);
    }

    @Test
    void isEmptyWithoutATrialThatCounts() {
        trials.add(trial("a", 1, State.FAILED, Map.of(), Map.of()));
        assertThat(report())
                .isEqualTo(new SweepReport(OBJECTIVES, List.of(), 0, List.of(), new ExcludedTrials(0, 1, 0), null));
    }

    @Test
    void refusesTwoTrialsOfOneSeed() {
        candidate("a", 100, 0.1);
        candidate("a", 100, 0.1);
        assertThatThrownBy(this::report)
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid candidate: {name=a} (must have one trial of seed 1)");
    }

    private void candidate(String name, double bytes, double... errors) {
        for (int i = 0; i < errors.length; i++) {
            Map<String, Double> values = Map.of("validation_error", errors[i], "bytes", bytes);
            trials.add(trial(name, i + 1, State.COMPLETED, values, Map.of()));
        }
    }

    private void counted(String name, double bytes, int... errorsOf360) {
        for (int i = 0; i < errorsOf360.length; i++) {
            Map<String, Double> values = Map.of("validation_error", errorsOf360[i] / 360.0, "bytes", bytes);
            trials.add(new TrialResult(
                    name + i,
                    name,
                    Map.of("name", name),
                    i,
                    State.COMPLETED,
                    values,
                    Map.of(),
                    360,
                    TrialResult.USUAL.get(0),
                    TrialResult.CANDIDATE));
        }
    }

    private void noisyBytes(String name, double error, double... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            Map<String, Double> values = Map.of("validation_error", error + error * i * i / 100, "bytes", bytes[i]);
            trials.add(trial(name, i + 1, State.COMPLETED, values, Map.of()));
        }
    }

    private static TrialResult trial(
            String name, long seed, State state, Map<String, Double> values, Map<String, Double> controls) {
        Map<String, TrialResult.Sibling> siblings = new HashMap<>();
        controls.forEach((control, error) -> siblings.put(control, new TrialResult.Sibling(error)));
        return new TrialResult(
                name + seed,
                name,
                Map.of("name", name),
                seed,
                state,
                new HashMap<>(values),
                siblings,
                null,
                TrialResult.USUAL.get(0),
                TrialResult.CANDIDATE);
    }

    private SweepReport report() {
        return SweepReport.of(OBJECTIVES, trials);
    }

    private static List<String> labels(List<RankedCandidate> members) {
        return members.stream().map(member -> member.candidate().label()).toList();
    }
}
