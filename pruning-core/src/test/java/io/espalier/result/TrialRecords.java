package io.espalier.result;

import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import io.espalier.result.CurveRow.Point;
import io.espalier.result.LayerRow.Layer;
import io.espalier.result.TrialRow.Choices;
import io.espalier.result.TrialRow.Controls;
import io.espalier.result.TrialRow.Effort;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Identity;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.result.TrialRow.Quality;
import io.espalier.result.TrialRow.Setup;
import io.espalier.result.TrialRow.Size;
import io.espalier.result.TrialRow.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of trials for tests: a completed and a failed one. */
public final class TrialRecords {
    private static final Provenance PROVENANCE = new Provenance(1, "0.1.0", "d1", "pytorch 2.7.1", "x86-64", "17.0.15");

    private TrialRecords() {}

    /** A trial that completed, with two layers and two evaluations; every number is another one. */
    public static TrialRecord completed(String trialId) {
        return new TrialRecord(
                new TrialRow(
                        identity(trialId),
                        new Choices("digits", "mlp", "magnitude", "weight", "global", null, 0.9),
                        new Controls("r", "i", null, null),
                        new Outcome(State.COMPLETED, null, null),
                        new Size(
                                6730L,
                                6720L,
                                "fc1+fc2",
                                682L,
                                0.9,
                                0.0,
                                6650L,
                                6000L,
                                675L,
                                9.87,
                                9.85,
                                "relative-index",
                                1500L,
                                27000L,
                                1600L,
                                1500L,
                                1400L,
                                "64-61-30",
                                0x1.0p-20),
                        new Quality(
                                scores("error", 0.05, "nll", 0.2, "ece", 0.01),
                                scores("error", 0.06, "nll", 0.25, "ece", 0.02),
                                scores("error", 0.055),
                                scores("error", 0.05),
                                17.0,
                                true,
                                scores("nll", 0.1),
                                0.3),
                        new Effort(25.0, 900L, 1.25, 0.125, "2026-01-02T03:04:05Z"),
                        PROVENANCE,
                        new Setup("3 train", 1077, 360, 360, 20, "validation_error", 0.9)),
                List.of(
                        new LayerRow(trialId, new Layer(0, "fc1", "Gemm", "64x64", 4096L, 410L, 64, 61, 4096L, 410L)),
                        new LayerRow(trialId, new Layer(1, "fc2", "Gemm", "32x64", 2048L, 205L, 32, 30, 2048L, 205L))),
                List.of(
                        new CurveRow(
                                trialId,
                                new Point(0, 1.0, 36L, 0.002, 1.5, scores("error", 0.1, "nll", 2.3), 1.5, 0.0)),
                        new CurveRow(
                                trialId,
                                new Point(
                                        0,
                                        2.0,
                                        72L,
                                        0.002,
                                        0.5,
                                        scores("error", 0.05, "nll", 0.1 + 0.2),
                                        null,
                                        null))));
    }

    /** Scores by their names in columns, each before its value. */
    public static Scores scores(Object... namesAndValues) {
        Map<Score, Double> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Score score = Score.named((String) namesAndValues[i]).orElseThrow();
            values.put(score, ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return new Scores(values);
    }

    /** A trial that failed: no metrics, no layers, no curve. */
    public static TrialRecord failed(String trialId) {
        return new TrialRecord(
                new TrialRow(
                        identity(trialId),
                        new Choices("digits", "mlp", null, null, null, null, null),
                        new Controls(null, null, null, null),
                        new Outcome(State.DIVERGED, ErrorCode.NON_FINITE_LOSS, "Loss is \"NaN\" in epoch 3,\nstep ä"),
                        null,
                        null,
                        null,
                        PROVENANCE,
                        null),
                List.of(),
                List.of());
    }

    /** The plan's row of such a trial. */
    public static PlanRow planned(String trialId) {
        return new PlanRow(
                trialId, "quickstart", Long.MAX_VALUE, null, 3, "k" + trialId, "{\"sparsity\":0.9}", "[]", "1 train");
    }

    private static Identity identity(String trialId) {
        PlanRow plan = planned(trialId);
        return new Identity(
                plan.trialId(),
                plan.sweep(),
                plan.seed(),
                plan.control(),
                plan.round(),
                plan.stepKey(),
                plan.axes(),
                plan.recipe());
    }
}
