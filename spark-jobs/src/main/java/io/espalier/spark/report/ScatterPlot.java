package io.espalier.spark.report;

import io.espalier.metric.Direction;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.ObjectivePoints;
import io.espalier.pareto.index.ParetoFront;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Dots over two objectives as inline SVG, with a staircase along the best of them: the front of the two objectives alone,
 * which in a report of more objectives is a part of its front.
 */
final class ScatterPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEFT = 70;
    private static final int BOTTOM = 50;
    private static final int EDGE = 24;

    private final Objective across;
    private final Objective up;
    private final List<PlotPoint> points;
    private final PlotAxis x;
    private final PlotAxis y;

    /** @param points at least one, drawn in this order */
    ScatterPlot(Objective across, Objective up, List<PlotPoint> points) {
        this.across = across;
        this.up = up;
        this.points = points;
        this.x = PlotAxis.over(points.stream().map(point -> point.x().mean()).toList(), LEFT, WIDTH - EDGE);
        this.y = PlotAxis.over(points.stream().map(point -> point.y().mean()).toList(), HEIGHT - BOTTOM, EDGE);
    }

    String svg() {
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s against %s\">\n%s%s%s%s</svg>\n"
                .formatted(
                        WIDTH,
                        HEIGHT,
                        Markup.escape(up.column()),
                        Markup.escape(across.column()),
                        axes(),
                        staircase(),
                        points.stream().map(this::margin).collect(Collectors.joining()),
                        points.stream().map(this::circle).collect(Collectors.joining()));
    }

    private String axes() {
        StringBuilder axes = new StringBuilder();
        for (double tick : x.ticks()) {
            double place = x.place(tick);
            axes.append(line("grid", place, EDGE, place, HEIGHT - BOTTOM));
            axes.append(text(
                    "middle",
                    place,
                    HEIGHT - BOTTOM + 18,
                    NumberFormat.of(across.column()).write(tick)));
        }
        for (double tick : y.ticks()) {
            double place = y.place(tick);
            axes.append(line("grid", LEFT, place, WIDTH - EDGE, place));
            axes.append(text(
                    "end", LEFT - 6, place + 4, NumberFormat.of(up.column()).write(tick)));
        }
        axes.append(text("end", WIDTH - EDGE, HEIGHT - 10, NumberFormat.header(across.column())));
        axes.append(text("start", EDGE, EDGE - 10, NumberFormat.header(up.column())));
        return axes.toString();
    }

    private String staircase() {
        double[][] means = points.stream()
                .map(point -> new double[] {point.x().mean(), point.y().mean()})
                .toArray(double[][]::new);
        List<PlotPoint> best = Arrays.stream(ParetoFront.of(ObjectivePoints.of(List.of(across, up), means)))
                .mapToObj(points::get)
                .sorted(Comparator.comparingDouble(point -> point.x().mean()))
                .toList();
        return best.isEmpty() ? "" : "<path class=\"stairs\" d=\"%s\"/>\n".formatted(path(best));
    }

    /** What a dot attains lies on the worse side of it, so the step comes after it if less is better, else before. */
    private String path(List<PlotPoint> steps) {
        String step = across.direction() == Direction.MINIMIZE ? "H%1$.1f V%2$.1f" : "V%2$.1f H%1$.1f";
        String start = format("M%.1f %.1f", px(steps.get(0)), py(steps.get(0)));
        return steps.stream()
                .skip(1)
                .map(point -> format(step, px(point), py(point)))
                .collect(Collectors.joining(" ", start + " ", ""));
    }

    private String margin(PlotPoint point) {
        Double margin = point.y().margin();
        if (margin == null || point.status() != FrontStatus.FRONT) {
            return "";
        }
        double mean = point.y().mean();
        return line("margin", px(point), inside(y.place(mean - margin)), px(point), inside(y.place(mean + margin)));
    }

    private static double inside(double pixel) {
        return Math.max(EDGE, Math.min(HEIGHT - BOTTOM, pixel));
    }

    private String circle(PlotPoint point) {
        return format(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title></circle>\n",
                point.style(), px(point), py(point), Markup.escape(point.title()));
    }

    private double px(PlotPoint point) {
        return x.place(point.x().mean());
    }

    private double py(PlotPoint point) {
        return y.place(point.y().mean());
    }

    private static String line(String kind, double x1, double y1, double x2, double y2) {
        return format("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", kind, x1, y1, x2, y2);
    }

    private static String text(String anchor, double x, double y, String text) {
        return format("<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", anchor, x, y, Markup.escape(text));
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
