package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.TrialResult.Sibling;
import io.espalier.result.TrialRow.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verdicts come to where nothing differs, and where much does; scripts/bench/verdicts prints the whole table. */
class VerdictSimulationTest {
    private static final List<Objective> ERROR = Objective.parseAll("validation_error:min");
    private static final List<String> CONTROLS = List.of("a", "b", "c", "d");
    private static final int SWEEPS = 1_000;

    private final Random random = new Random(7);

    /** Answers to all examples are drawn anew for each seed. */
    @ParameterizedTest
    @CsvSource({"2,60,0.02", "2,360,0.05", "3,60,0.2", "5,60,0.05", "10,60,0.02", "3,1000,0.05"})
    void decidesAtMostOneInTwentyWhereNothingDiffers(int seeds, int examples, double error) {
        assertThat(decided(seeds, () -> wrong(examples, error), () -> wrong(examples, error), examples))
                .isLessThan(0.06);
    }

    /** Each network gets the same examples wrong under every seed, so that seeds show no variance at all. */
    @ParameterizedTest
    @CsvSource({"2,60,0.02", "3,360,0.05", "10,60,0.2", "10,1000,0.05"})
    void decidesNoMoreWhereSeedsShowNothing(int seeds, int examples, double error) {
        int decided = 0;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            int candidate = wrong(examples, error);
            Map<String, Integer> fixed = new HashMap<>();
            CONTROLS.forEach(control -> fixed.put(control, wrong(examples, error)));
            List<TrialResult> trials = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                trials.add(trial(seed, candidate, fixed, examples));
            }
            decided += decided(trials);
        }
        assertThat(decided / (double) (SWEEPS * CONTROLS.size())).isLessThan(0.06);
    }

    @ParameterizedTest
    @CsvSource({"3,360", "5,360", "3,1000"})
    void decidesMostWhereTheErrorIsThreeTimesAsLarge(int seeds, int examples) {
        assertThat(decided(seeds, () -> wrong(examples, 0.05), () -> wrong(examples, 0.15), examples))
                .isGreaterThan(0.75);
    }

    private interface Draw {
        int wrong();
    }

    private double decided(int seeds, Draw candidate, Draw control, int examples) {
        int decided = 0;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            List<TrialResult> trials = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                Map<String, Integer> controls = new HashMap<>();
                CONTROLS.forEach(name -> controls.put(name, control.wrong()));
                trials.add(trial(seed, candidate.wrong(), controls, examples));
            }
            decided += decided(trials);
        }
        return decided / (double) (SWEEPS * CONTROLS.size());
    }

    private static int decided(List<TrialResult> trials) {
        return (int) SweepReport.of(ERROR, trials).members().get(0).controls().stream()
                .filter(verdict -> verdict.verdict() != Verdict.TIES)
                .count();
    }

    private static TrialResult trial(int seed, int wrong, Map<String, Integer> controls, int examples) {
        Map<String, Sibling> errors = new HashMap<>();
        controls.forEach((control, count) -> errors.put(control, new Sibling(count / (double) examples)));
        Map<String, Double> values = Map.of("validation_error", wrong / (double) examples);
        return new TrialResult(
                "" + seed,
                "candidate",
                Map.of(),
                seed,
                State.COMPLETED,
                values,
                errors,
                examples,
                TrialResult.USUAL.get(0),
                TrialResult.CANDIDATE);
    }

    private int wrong(int examples, double error) {
        int wrong = 0;
        for (int example = 0; example < examples; example++) {
            wrong += random.nextDouble() < error ? 1 : 0;
        }
        return wrong;
    }
}
