package io.espalier.spark.report;

import io.espalier.pareto.Direction;
import io.espalier.pareto.Objective;
import io.espalier.pareto.ParetoFront;
import io.espalier.pareto.Points;
import io.espalier.pareto.Standing;
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
    private final List<Dot> dots;
    private final Axis x;
    private final Axis y;

    /** @param dots at least one, drawn in this order */
    ScatterPlot(Objective across, Objective up, List<Dot> dots) {
        this.across = across;
        this.up = up;
        this.dots = dots;
        this.x = Axis.over(dots.stream().map(dot -> dot.x().mean()).toList(), LEFT, WIDTH - EDGE);
        this.y = Axis.over(dots.stream().map(dot -> dot.y().mean()).toList(), HEIGHT - BOTTOM, EDGE);
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
                        dots.stream().map(this::margin).collect(Collectors.joining()),
                        dots.stream().map(this::circle).collect(Collectors.joining()));
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
                    Unit.of(across.column()).write(tick)));
        }
        for (double tick : y.ticks()) {
            double place = y.place(tick);
            axes.append(line("grid", LEFT, place, WIDTH - EDGE, place));
            axes.append(text("end", LEFT - 6, place + 4, Unit.of(up.column()).write(tick)));
        }
        axes.append(text("end", WIDTH - EDGE, HEIGHT - 10, Unit.header(across.column())));
        axes.append(text("start", EDGE, EDGE - 10, Unit.header(up.column())));
        return axes.toString();
    }

    private String staircase() {
        double[][] means = dots.stream()
                .map(dot -> new double[] {dot.x().mean(), dot.y().mean()})
                .toArray(double[][]::new);
        List<Dot> best = Arrays.stream(ParetoFront.of(Points.of(List.of(across, up), means)))
                .mapToObj(dots::get)
                .sorted(Comparator.comparingDouble(dot -> dot.x().mean()))
                .toList();
        return best.isEmpty() ? "" : "<path class=\"stairs\" d=\"%s\"/>\n".formatted(path(best));
    }

    /** What a dot attains lies on the worse side of it, so the step comes after it if less is better, else before. */
    private String path(List<Dot> steps) {
        String step = across.direction() == Direction.MINIMIZE ? "H%1$.1f V%2$.1f" : "V%2$.1f H%1$.1f";
        String start = format("M%.1f %.1f", px(steps.get(0)), py(steps.get(0)));
        return steps.stream()
                .skip(1)
                .map(dot -> format(step, px(dot), py(dot)))
                .collect(Collectors.joining(" ", start + " ", ""));
    }

    private String margin(Dot dot) {
        Double margin = dot.y().margin();
        if (margin == null || dot.standing() != Standing.FRONT) {
            return "";
        }
        double mean = dot.y().mean();
        return line("margin", px(dot), inside(y.place(mean - margin)), px(dot), inside(y.place(mean + margin)));
    }

    private static double inside(double pixel) {
        return Math.max(EDGE, Math.min(HEIGHT - BOTTOM, pixel));
    }

    private String circle(Dot dot) {
        return format(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title></circle>\n",
                dot.look(), px(dot), py(dot), Markup.escape(dot.title()));
    }

    private double px(Dot dot) {
        return x.place(dot.x().mean());
    }

    private double py(Dot dot) {
        return y.place(dot.y().mean());
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
