package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.binding.Binder;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.RecordSchema;
import io.espalier.metric.DataPart;
import io.espalier.metric.Metric;
import io.espalier.metric.Score;
import io.espalier.pareto.Objective;
import io.espalier.result.MetricRow.Found;
import io.espalier.result.TrialRow;
import io.espalier.task.Task;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code {validation_error: min, bytes: min}}. Alternatives never use the test part, so objectives cannot either. */
final class ObjectiveReader {
    private static final KeyPath PATH = KeyPath.ROOT.key("objectives");
    private static final Set<Type> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);
    private final Binder binder;
    private final Problems problems;

    ObjectiveReader(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** @param metrics whose numbers can be objectives, too; {@code task} decides what these are */
    List<Objective> read(JsonNode tree, List<Metric> metrics, Task task) {
        if (!tree.isMissingNode() && (!tree.isObject() || tree.isEmpty())) {
            problems.invalid(PATH, tree, "name at least one column with min or max");
        }
        List<String> columns = Stream.of(
                        scores(task), columns(), metrics.stream().flatMap(metric -> columns(metric, task)))
                .flatMap(names -> names)
                .toList();
        List<Objective> objectives = new ArrayList<>();
        for (var field : tree.properties()) {
            String column = field.getKey();
            if (!columns.contains(column)) {
                problems.unknownKey(PATH, column, columns);
            }
            Goal goal = binder.bind(field.getValue(), Goal.class, PATH.key(column), problems);
            if (goal != null) {
                check(column, goal);
                objectives.add(new Objective(column, goal.direction()));
            }
        }
        return objectives;
    }

    /** Finds a score whose worse end is asked for. */
    private void check(String column, Goal goal) {
        DataPart.VALIDATION
                .score(column)
                .map(Score::direction)
                .filter(better -> better != goal.direction())
                .ifPresent(better -> problems.invalid(
                        PATH.key(column),
                        goal.direction() + " (must be " + better + ": that is the better end of it)"));
    }

    /** Those of the validation part and of the training part. */
    private static Stream<String> scores(Task task) {
        return Score.registered().stream()
                .filter(score -> score.isQuality() && task.scores().contains(score))
                .flatMap(score -> Stream.concat(
                        Stream.of(DataPart.VALIDATION.column(score), DataPart.TRAINING.column(score)),
                        score.equals(task.choice()) ? ofEvaluations(score) : Stream.empty()));
    }

    /** Those of the evaluations during training, which only the score has that a task chooses by. */
    private static Stream<String> ofEvaluations(Score choice) {
        return Stream.of("last_", "best_").map(which -> which + DataPart.VALIDATION.column(choice));
    }

    private static Stream<String> columns(Metric metric, Task task) {
        String part = metric.takesTime() ? Found.NETWORK : Found.VALIDATION;
        return task.columns(metric).stream().map(place -> new Found(part, place.name(), place.level(), null).column());
    }

    /** The numeric columns of a trial that are no scores. */
    private static Stream<String> columns() {
        return Stream.of(TrialRow.Quality.class, TrialRow.Size.class, TrialRow.Effort.class)
                .flatMap(part -> RecordSchema.of(part).components().stream())
                .filter(component -> NUMBERS.contains(component.type()))
                .map(component -> component.key().replace('-', '_'));
    }
}
