package io.espalier.run.action;

import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import io.espalier.result.CurveRow;
import java.util.Map;

/** The scores that one point of a curve holds. */
final class EvaluationScores {
    private EvaluationScores() {}

    static Scores of(CurveRow.Point evaluation) {
        return new Scores(Map.of(
                Score.ERROR, evaluation.validationError(),
                Score.NLL, evaluation.validationNll()));
    }
}
