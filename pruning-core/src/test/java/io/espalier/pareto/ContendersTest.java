package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.result.TrialRow.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a choice leaves open, and what candidates reach beyond their controls. */
class ContendersTest {
    private static final Objective ERROR = Objective.parse("validation_error:min");

    private final List<TrialResult> trials = new ArrayList<>();

    private void add(String name, String role, double bytes, double... errors) {
        for (int seed = 0; seed < errors.length; seed++) {
            trials.add(new TrialResult(
                    name + seed,
                    name,
                    Map.of("name", name),
                    seed,
                    State.COMPLETED,
                    Map.of("validation_error", errors[seed], "bytes", bytes),
                    Map.of("random-mask", new TrialResult.Sibling(errors[seed] + 0.25, 7.0)),
                    null,
                    ERROR,
                    role));
        }
    }

    private void threeCandidates() {
        add("worse", TrialResult.CANDIDATE, 1, 0.20, 0.23, 0.21);
        add("alike", TrialResult.CANDIDATE, 1, 0.11, 0.11, 0.12);
        add("best", TrialResult.CANDIDATE, 1, 0.10, 0.12, 0.11);
    }

    private Set<String> ids() {
        return trials.stream().map(TrialResult::trialId).collect(Collectors.toSet());
    }

    private static List<String> labels(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::label).toList();
    }

    @Test
    void areThoseThatSeedsDoNotTellFromTheChosenOne() {
        threeCandidates();
        Contenders best = Contenders.of(ERROR, trials, ids(), "best1");
        assertThat(best.chosen().label()).isEqualTo("name=best");
        assertThat(labels(best.others())).containsExactly("name=alike");
        assertThat(best.compared()).isEqualTo(2);
        Contenders worse = Contenders.of(ERROR, trials, ids(), "worse0");
        assertThat(labels(worse.others())).containsExactly("name=best", "name=alike");
    }

    /** One eligible trial is enough, with the means of all of its candidate's. */
    @Test
    void areOnlyThoseThatCouldHaveBeenChosen() {
        threeCandidates();
        assertThat(Contenders.of(ERROR, trials, Set.of("best0", "worse2"), "best0"))
                .satisfies(contenders -> assertThat(contenders.others()).isEmpty())
                .satisfies(contenders -> assertThat(contenders.compared()).isEqualTo(1));
        assertThat(labels(Contenders.of(ERROR, trials, Set.of("best0", "alike2"), "best0")
                        .others()))
                .containsExactly("name=alike");
        assertThatThrownBy(() -> Contenders.of(ERROR, trials, Set.of("best0"), "alike0"))
                .isInstanceOf(NoSuchElementException.class);
    }

    private SweepReport report() {
        return SweepReport.of(Objective.parseAll("validation_error:min,bytes:min"), trials);
    }

    /** In units (0, 1) and (1, 0): each alone takes 0.11 of the box that ends at (1.1, 1.1), both 0.21. */
    @Test
    void candidatesAddWhatControlsDoNotReach() {
        add("left", TrialResult.CANDIDATE, 100, 0.0, 0.0);
        assertThat(report().added()).isNull();
        add("right", "random-mask", 0, 1.0, 1.0);
        assertThat(report().added()).isCloseTo(1 - 0.11 / 0.21, within(1e-12));
        add("as left", "small-dense", 100, 0.0, 0.0);
        assertThat(report().added()).isCloseTo(0, within(1e-12));
        trials.removeIf(trial -> trial.role().equals(TrialResult.CANDIDATE));
        assertThat(report().added()).isNull();
    }

    @Test
    void controlsAreDifferencesAndSizes() {
        add("one", TrialResult.CANDIDATE, 1, 0.1, 0.2);
        RankedCandidate member = report().members().get(0);
        assertThat(member.controls()).singleElement().satisfies(verdict -> {
            assertThat(verdict.control()).isEqualTo("random-mask");
            assertThat(member.difference(verdict)).isCloseTo(-0.25, within(1e-12));
        });
        assertThat(trials.get(0).controlBytes("random-mask")).isEqualTo(7.0);
        assertThat(trials.get(0).controlBytes("small-dense")).isNull();
        assertThat(member.candidate().reported()).isEqualTo("test_error");
    }
}
