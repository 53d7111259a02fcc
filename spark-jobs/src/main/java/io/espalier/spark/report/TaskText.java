package io.espalier.spark.report;

import io.espalier.binding.Variant;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.stats.Resolution;
import io.espalier.task.Task;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a sweep's networks are trained for, as a line of text, with what they have to beat: the best constant answer. */
public final class TaskText {
    private static final String WARNING =
            "warning   a constant prediction is so rarely wrong that the validation examples"
                    + " cannot distinguish it from a perfect one: choose by a score that counts every class, as in task:"
                    + " { classification: { choice: balanced-error, class-weights: balanced } }";

    private TaskText() {}

    /** As in {@code task      regression, score of a constant prediction: validation rmse 77.1}; once where all data say the same. */
    public static List<String> of(Task task, Map<DataSpec, Splits> data, Width width) {
        return data.values().stream()
                .flatMap(splits -> of(task, splits))
                .distinct()
                .flatMap(line -> width.wrap(line).stream())
                .toList();
    }

    private static Stream<String> of(Task task, Splits data) {
        Score choice = task.choice();
        String column = DataPart.VALIDATION.column(choice);
        NumberFormat format = NumberFormat.of(column);
        OptionalDouble score = task.constant(
                        data.train().targets(), data.validation().targets())
                .score(choice);
        String known = score.isEmpty()
                ? "undefined"
                : format.write(score.getAsDouble()) + (format == NumberFormat.PERCENT ? "%" : "");
        String line = "task      " + Variant.nameOf(task) + ", score of a constant prediction: "
                + column.replace('_', ' ') + " " + known;
        boolean isGood = choice.isShareOfExamples()
                && score.isPresent()
                && !Resolution.of(data.validation().size()).distinguishes(score.getAsDouble(), 0);
        return isGood ? Stream.of(line, WARNING) : Stream.of(line);
    }
}
