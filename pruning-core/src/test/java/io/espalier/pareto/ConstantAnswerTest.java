package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRow.State;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A candidate that may have learned nothing is known by the score of the best constant answer. */
class ConstantAnswerTest {
    private static Candidate candidate(Objective choice, double constant, double... scores) {
        List<TrialResult> trials = IntStream.range(0, scores.length)
                .mapToObj(seed -> new TrialResult(
                        "t" + seed,
                        "candidate",
                        Map.of(),
                        seed,
                        State.COMPLETED,
                        Map.of(choice.column(), scores[seed], TrialResult.CONSTANT_SCORE, constant),
                        Map.of(),
                        200,
                        choice,
                        TrialResult.CANDIDATE))
                .toList();
        return new Candidate(Map.of(), trials, 0);
    }

    @Test
    void isWhatErrsAsOftenAsFarAsTheExamplesTell() {
        Objective error = Objective.parse("validation_error:min");
        assertThat(candidate(error, 0.01, 0.01, 0.005, 0.01).isLikeConstant()).isTrue();
        assertThat(candidate(error, 0.01, 0.005).isLikeConstant()).isTrue();
        assertThat(candidate(error, 0.5, 0.1, 0.11, 0.09).isLikeConstant()).isFalse();
        assertThat(candidate(error, 0.5, 0.1).isLikeConstant()).isFalse();
        assertThat(candidate(error, 0.1, 0.5, 0.51, 0.52).isLikeConstant()).isTrue();
    }

    @Test
    void knowsWhichEndIsBetter() {
        Objective area = Objective.parse("validation_roc_auc:max");
        assertThat(candidate(area, 0.5, 0.9, 0.91, 0.92).isLikeConstant()).isFalse();
        assertThat(candidate(area, 0.5, 0.1, 0.11, 0.12).isLikeConstant()).isTrue();
    }
}
