package io.espalier.task;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Variant;
import io.espalier.data.Targets;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import java.util.stream.Collectors;

/** Whether networks of a task can be chosen by a score. */
final class ChoiceScore {
    private ChoiceScore() {}

    /**
     * Throws unless a task has the score, and it is one to choose by.
     *
     * @param ofTwo what the task predicts of two examples that differ
     */
    static void require(Score choice, Predictions ofTwo) {
        check(
                choice.isQuality() && ofTwo.score(choice).isPresent(),
                "choice",
                Variant.nameOf(choice),
                "be a score of the task: " + names(ofTwo));
    }

    private static String names(Predictions ofTwo) {
        return Score.registered().stream()
                .filter(score -> score.isQuality() && ofTwo.score(score).isPresent())
                .map(Variant::nameOf)
                .collect(Collectors.joining(", "));
    }

    /** Outputs of 0 for the two simplest examples. */
    static float[] zeros(Targets two) {
        return new float[2 * two.outputs()];
    }
}
