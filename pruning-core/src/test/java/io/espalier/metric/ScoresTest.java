package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.espalier.data.LabelTargets;
import io.espalier.data.SequenceTargets;
import io.espalier.data.ValueTargets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What scikit-learn 1.7.2 makes of the same predictions. */
class ScoresTest {
    private static final float[] TWO = {0, 0.5f, 2, -0.5f, 0, 1, -1, -0.5f, 1, 0.5f, 0, 0.5f, -3, 1, -1, -1.5f};

    private static void assertScores(Predictions predictions, Map<String, Double> expected, List<String> undefined) {
        expected.forEach((name, value) -> assertThat(
                        predictions.score(Score.named(name).orElseThrow()).orElseThrow())
                .as(name)
                .isCloseTo(value, offset(1e-9)));
        undefined.forEach(name -> assertThat(predictions.score(Score.named(name).orElseThrow()))
                .as(name)
                .isEqualTo(OptionalDouble.empty()));
    }

    @Test
    void ofThreeClasses() {
        float[] logits = {
            2, -2.5f, 0.5f, -0.5f, -0.5f, 0, -2, 0, -1, 3.5f, 0, -0.5f, -0.5f, -0.5f, -1, -0.5f, 0.5f, 0, 1, 0, 0, 1.5f,
            0.5f, -0.5f
        };
        assertScores(
                new ClassPredictions(logits, 3, new int[] {0, 1, 2, 1, 0, 0, 2, 1}),
                Map.of(
                        "error", 0.75,
                        "balanced_error", 0.7777777777777778,
                        "macro_f1", 0.16666666666666666,
                        "nll", 1.5071438593532418,
                        "brier", 0.9203012986197228,
                        "roc_auc", 0.4611111111111111,
                        "pr_auc", 0.3896825396825397,
                        "ece", 0.5781007586289504),
                List.of("hamming_loss", "micro_f1", "rmse", "mae", "r2"));
    }

    @Test
    void ofTwoClassesWithTies() {
        assertScores(
                new ClassPredictions(TWO, 2, new int[] {0, 1, 1, 0, 0, 1, 0, 0}),
                Map.of(
                        "error", 0.5,
                        "balanced_error", 0.4666666666666667,
                        "macro_f1", 0.5,
                        "nll", 1.2850857838286394,
                        "brier", 0.386655097897119,
                        "roc_auc", 0.4666666666666667,
                        "pr_auc", 0.42499999999999993,
                        "ece", 0.2859242109244916),
                List.of());
    }

    @Test
    void ofOneClassHasNoAreas() {
        assertScores(
                new ClassPredictions(TWO, 2, new int[8]),
                Map.of(
                        "error", 0.625,
                        "balanced_error", 0.625,
                        "macro_f1", 0.2727272727272727,
                        "nll", 1.1600857838286394,
                        "brier", 0.36899912036039473),
                List.of("roc_auc", "pr_auc"));
    }

    @Test
    void ofSeveralLabels() {
        float[] logits = {0.5f, 0.5f, -0.5f, -1, 0, 0, 1.5f, 0.5f, 0, 1, 0, -1, 0.5f, 0.5f, 0, -1, 0, -2.5f};
        int[] labels = {1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0};
        assertScores(
                new LabelPredictions(logits, new LabelTargets(List.of("a", "b", "c"), labels)),
                Map.of(
                        "error", 0.6666666666666667,
                        "hamming_loss", 0.5,
                        "macro_f1", 0.3238095238095238,
                        "micro_f1", 0.4,
                        "nll", 0.7520385972660281,
                        "brier", 0.28053329715002123,
                        "roc_auc", 0.5,
                        "pr_auc", 0.49259259259259264),
                List.of("balanced_error", "ece", "rmse"));
    }

    /**
     * Probabilities 1/6, 2/6 and 3/6 at the first steps and equal ones at the second; tokens 2 and 0, then 0 and none: mean -log p
     * is (log 2 + log 3 + log 6) / 3 = 2/3 log 6, and the third is predicted wrong.
     */
    @Test
    void ofSequences() {
        float ln2 = (float) Math.log(2);
        float ln3 = (float) Math.log(3);
        float[] logits = {0, 0, ln2, 0, ln3, 0, 0, 0, ln2, 0, ln3, 0};
        SequencePredictions predictions = new SequencePredictions(
                logits, new SequenceTargets(3, new int[] {2, 0, 0, 3}, 2, SequenceTargets.Alignment.NEXT_STEP));
        Map<String, Double> expected = Map.of(
                "token_error",
                1 / 3.0,
                "nll",
                2 / 3.0 * Math.log(6),
                "bits_per_token",
                2 / 3.0 * Math.log(6) / Math.log(2),
                "perplexity",
                Math.pow(6, 2 / 3.0));
        expected.forEach((name, value) -> assertThat(
                        predictions.score(Score.named(name).orElseThrow()).orElseThrow())
                .as(name)
                .isCloseTo(value, offset(1e-6)));
        assertScores(predictions, Map.of(), List.of("error", "brier", "rmse"));
        assertThat(predictions.answer(0))
                .containsExactly(new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 2.0, 1 / 3.0}, offset(1e-6));
    }

    @Test
    void ofSeveralValues() {
        float[] outputs = {0.75f, 0.5f, -1.75f, 0, -1, 0.75f, -2, -1, 0.75f, 1.25f, -2.25f, -0.5f};
        double[] truth = {1.1, -0.1, -0.2, -1.2, -0.6, -0.3, -0.6, -1, 0.4, -0.5, -0.6, 0.3};
        assertScores(
                new ValuePredictions(outputs, new ValueTargets(List.of("a", "b"), truth)),
                Map.of("rmse", 1.0832472165877172, "mae", 0.925, "r2", -2.6286585911089064, "loss", 1.1745833332588278),
                List.of("error", "nll"));
        double[] constant = new double[12];
        Arrays.fill(constant, 0.1);
        assertScores(
                new ValuePredictions(outputs, new ValueTargets(List.of("a", "b"), constant)), Map.of(), List.of("r2"));
    }
}
