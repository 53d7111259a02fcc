package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.Objective;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.TrialResult;
import io.espalier.result.TrialRow.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontTableTest {
    private static final List<Objective> OBJECTIVES = Objective.parseAll("validation_error:min,bytes:min");
    private final List<TrialResult> trials = new ArrayList<>();

    @Test
    void alignsTheFrontAndExplainsItsSigns() {
        candidate("magnitude", 0.5, 104_000, 0.031, 0.033, 0.032);
        candidate("magnitude", 0.9, 20_800, 0.041, 0.043, 0.045);
        candidate("random", 0.95, 9_000, 0.31, 0.30, 0.32);
        candidate("snip", 0.5, 104_000, 0.032, 0.032, 0.0335);
        candidate("random", 0.5, 104_000, 0.21, 0.22, 0.23);
        trials.add(observation("snip", 0.5, 4, State.DIVERGED, Map.of()));
        assertThat(table()).isEqualTo("""
                Pareto front of validation_error:min, bytes:min: 3 of 5 candidates, hypervolume 0.8687

                   criterion  sparsity  validation_error %    bytes   seeds  share %  controls
                   magnitude  0.5               3.20 ±0.25  104,000       3      0.4         +
                *  magnitude  0.9               4.30 ±0.50   20,800       3     80.0         +
                   random     0.95             31.00 ±2.48    9,000       3      1.2         =
                ~  snip       0.5               3.25 ±0.22  104,000  3 of 4                  +

                * knee   ~ tied: not on the front, but not significantly worse
                ± half the 95% confidence interval of the mean   share: hypervolume that the front loses without it
                controls random-mask: + beats, = ties, - loses, ? untested (validation error, Holm)
                significance: 5%, paired by seed; the standard error is at least what the validation examples resolve
                excluded: 1 diverged, 0 failed, 0 missing an objective value
                """);
    }

    @Test
    void fitsANarrowTerminal() {
        candidate("magnitude", 0.5, 104_000, 0.031, 0.033, 0.032);
        candidate("random", 0.95, 9_000, 0.31, 0.30, 0.32);
        SweepReport report = SweepReport.of(OBJECTIVES, trials);
        for (int width = 40; width < 120; width++) {
            int most = width;
            assertThat(FrontTable.render(report, new Width(width)).lines())
                    .allMatch(line -> line.length() <= most)
                    .anyMatch(line -> line.contains("validation_error %") && line.contains("bytes"));
        }
        assertThat(FrontTable.render(report, new Width(60)))
                .contains(
                        "criterion  sparsity  validation_error %", "columns not shown (terminal too narrow): share %");
    }

    @Test
    void saysSoWhenNothingCounts() {
        trials.add(observation("snip", 0.5, 1, State.FAILED, Map.of()));
        assertThat(table())
                .startsWith("Pareto front of validation_error:min, bytes:min: 0 of 0 candidates")
                .endsWith("excluded: 0 diverged, 1 failed, 0 missing an objective value\n");
    }

    @Test
    void capsTheTied() {
        for (int i = 0; i < 15; i++) {
            candidate("c" + i, 0.5, 100, 0.1 + i * 1e-6, 0.3 - i * 1e-7);
        }
        assertThat(table()).contains("~  and 4 more tied");
    }

    private void candidate(String criterion, double sparsity, double bytes, double... errors) {
        for (int seed = 1; seed <= errors.length; seed++) {
            Map<String, Double> values = Map.of("validation_error", errors[seed - 1], "bytes", bytes);
            trials.add(observation(criterion, sparsity, seed, State.COMPLETED, values));
        }
    }

    private static TrialResult observation(
            String criterion, double sparsity, int seed, State state, Map<String, Double> values) {
        Map<String, Object> axes = new LinkedHashMap<>();
        axes.put("criterion", criterion);
        axes.put("sparsity", sparsity);
        return new TrialResult(
                criterion + seed,
                axes.toString(),
                axes,
                seed,
                state,
                values,
                Map.of("random-mask", new TrialResult.Sibling(0.3 + seed / 1000.0)),
                null,
                TrialResult.USUAL.get(0),
                TrialResult.CANDIDATE);
    }

    @Test
    void flagsAnErrorThatIsTheBestOfSeveralEvaluations() {
        Map<String, Double> values = Map.of("validation_error", 0.1, "bytes", 10.0, "best_of", 20.0);
        trials.add(observation("magnitude", 0.5, 1, State.COMPLETED, values));
        assertThat(table()).contains("10.00b").contains("b best of several evaluations on the validation part");
    }

    private String table() {
        return FrontTable.render(SweepReport.of(OBJECTIVES, trials), Width.UNLIMITED);
    }
}
