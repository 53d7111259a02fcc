package io.espalier.spark.report;

import io.espalier.binding.Variant;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import io.espalier.task.Task;
import java.util.List;
import java.util.Map;

/** What a sweep's networks are trained for, as a line of text, with what they have to beat: the best constant answer. */
public final class TaskText {
    private TaskText() {}

    /** As in {@code task      regression, score of a constant prediction: validation rmse 77.1}; once where all data say the same. */
    public static List<String> of(Task task, Map<DataSpec, Splits> data, Width width) {
        return data.values().stream()
                .map(splits -> of(task, splits))
                .distinct()
                .flatMap(line -> width.wrap(line).stream())
                .toList();
    }

    private static String of(Task task, Splits data) {
        Score choice = task.choice();
        String column = "validation_" + choice.column();
        NumberFormat format = NumberFormat.of(column);
        double score = constant(task, data).require(choice);
        return "task      " + Variant.nameOf(task) + ", score of a constant prediction: " + column.replace('_', ' ')
                + " " + format.write(score) + (format == NumberFormat.PERCENT ? "%" : "");
    }

    private static Scores constant(Task task, Splits data) {
        Targets validation = data.validation().targets();
        float[] one = task.constant(data.train().targets());
        float[] all = new float[validation.size() * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return task.predictions(all, validation).scores();
    }
}
