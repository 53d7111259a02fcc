package io.espalier.spark.report;

import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import io.espalier.result.CurveRow.Point;
import io.espalier.spark.report.TextTable.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The curve of one trial as text: for each train step a line that draws it as a sparkline, and a few of its evaluations. */
final class CurveText {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 60;
    private static final int SHOWN_EVALUATIONS = 6;

    private CurveText() {}

    /** @param choice the score to draw */
    static List<String> lines(List<Point> curve, Score choice) {
        List<String> lines = new ArrayList<>();
        curve.stream()
                .collect(Collectors.groupingBy(Point::trainStep, TreeMap::new, Collectors.toList()))
                .forEach((step, evaluations) -> {
                    lines.add("train step " + step);
                    lines.add("  train loss        " + sparkline(evaluations, Point::trainLoss));
                    lines.add("  " + String.format("%-18s", "validation " + name(choice))
                            + sparkline(evaluations, point -> point.validation().require(choice)));
                    table(evaluations).forEach(line -> lines.add("  " + line));
                });
        return lines;
    }

    private static String name(Score score) {
        return score.column().replace('_', ' ').replace("rmse", "RMSE");
    }

    /** One block per evaluation, or per {@code WIDTH}th of them, as high as the value stands between least and most. */
    private static String sparkline(List<Point> evaluations, ToDoubleFunction<Point> column) {
        double[] values =
                spread(evaluations, WIDTH).stream().mapToDouble(column).toArray();
        double least = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .min()
                .orElse(0);
        double most = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElse(0);
        double level = (most - least) / (LEVELS.length() - 1);
        String blocks = IntStream.range(0, values.length)
                .map(i -> level == 0 ? 0 : (int) Math.round((values[i] - least) / level))
                .mapToObj(height -> LEVELS.substring(height, height + 1))
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, "%s  %.4g to %.4g", blocks, values[0], values[values.length - 1]);
    }

    private static List<String> table(List<Point> evaluations) {
        Scores scores = evaluations.get(0).validation();
        List<Score> followed = Score.registered().stream()
                .filter(score -> scores.get(score) != null)
                .toList();
        TextTable table = new TextTable(Collections.nCopies(4 + followed.size(), Side.RIGHT));
        table.add(Stream.concat(
                        Stream.of("epoch", "iteration", "learning rate", "train loss"),
                        followed.stream().map(score -> NumberFormat.header(DataPart.VALIDATION.column(score))
                                .replace('_', ' ')))
                .toList());
        spread(evaluations, SHOWN_EVALUATIONS).forEach(evaluation -> table.add(row(evaluation, followed)));
        return table.lines();
    }

    private static List<String> row(Point evaluation, List<Score> followed) {
        return Stream.concat(
                        Stream.of(
                                NumberFormat.NUMBER.write(evaluation.epoch()),
                                NumberFormat.COUNT.write((double) evaluation.iteration()),
                                NumberFormat.NUMBER.write(evaluation.learningRate()),
                                NumberFormat.NUMBER.write(evaluation.trainLoss())),
                        followed.stream().map(score -> NumberFormat.of(DataPart.VALIDATION.column(score))
                                .write(evaluation.validation().require(score))))
                .toList();
    }

    /** At most so many, evenly apart, the first and the last among them. */
    private static List<Point> spread(List<Point> evaluations, int most) {
        int shown = Math.min(most, evaluations.size());
        return IntStream.range(0, shown)
                .mapToObj(i -> evaluations.get(
                        shown == 1 ? evaluations.size() - 1 : i * (evaluations.size() - 1) / (shown - 1)))
                .toList();
    }
}
