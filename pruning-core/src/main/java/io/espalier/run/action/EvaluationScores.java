package io.espalier.run.action;

import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import io.espalier.result.CurveRow;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores that one point of a curve holds. */
final class EvaluationScores {
    private EvaluationScores() {}

    static Scores of(CurveRow.Point evaluation) {
        Map<Score, Double> scores = new EnumMap<>(Score.class);
        put(scores, Score.ERROR, evaluation.validationError());
        put(scores, Score.NLL, evaluation.validationNll());
        put(scores, Score.RMSE, evaluation.validationRmse());
        put(scores, Score.LOSS, evaluation.validationLoss());
        return new Scores(scores);
    }

    private static void put(Map<Score, Double> scores, Score score, @Nullable Double value) {
        if (value != null) {
            scores.put(score, value);
        }
    }
}
