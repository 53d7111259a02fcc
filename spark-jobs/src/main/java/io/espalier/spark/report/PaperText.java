package io.espalier.spark.report;

import io.espalier.paper.ComparedFigure;
import io.espalier.paper.Expectation;
import io.espalier.paper.Figure;
import io.espalier.paper.PaperValue;
import io.espalier.spark.report.TextTable.Side;
import io.espalier.stats.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Papers as text for a terminal: under each its figures, all in the same columns. */
public final class PaperText {
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final List<Side> SIDES =
            List.of(Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT);
    /** Where a published number is read in, what is expected, how many there are, the published number. */
    private static final List<Integer> LEAST_IMPORTANT = List.of(2, 3, 5, 1);

    private static final String NOTE =
            "± half the 95% confidence interval of the mean of n observations; tags as in the "
                    + "config. Ours come from the tables in results/. reproduced: the whole interval, from at least 3 observations, is as expected; agrees: only the mean is.";

    private PaperText() {}

    /** Lines, each with its line feed. */
    public static String render(List<PaperReport> reports, Width width) {
        TextTable table = new TextTable(SIDES);
        table.add(List.of("  figure", "paper", "read in", "expected", "ours", "n", "verdict"));
        reports.forEach(report -> report.inOrder().forEach(finding -> table.add(cells(finding))));
        TextTable.Fitted fitted = table.fit(width, LEAST_IMPORTANT);
        Iterator<String> rows = fitted.lines().iterator();
        List<String> lines = new ArrayList<>(List.of(rows.next()));
        for (PaperReport report : reports) {
            lines.add("");
            lines.add(width.cut(head(report)));
            report.findings().forEach(finding -> lines.add(rows.next()));
        }
        lines.add("");
        Stream.of(
                        fitted.note().stream(),
                        Stream.of(
                                summary("figures with a published number", reports, false),
                                summary("claims without one, marked c", reports, true),
                                NOTE))
                .flatMap(notes -> notes)
                .forEach(note -> lines.addAll(width.wrap(note)));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String summary(String what, List<PaperReport> reports, boolean claims) {
        List<ComparedFigure> findings = reports.stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.figure().isClaim() == claims)
                .toList();
        String verdicts = Arrays.stream(ComparedFigure.Verdict.values())
                .map(verdict ->
                        findings.stream().filter(f -> f.verdict() == verdict).count() + " " + spelled(verdict))
                .collect(Collectors.joining(", "));
        return findings.size() + " " + what + ": " + verdicts;
    }

    private static String head(PaperReport report) {
        String part = report.found() == 0 || report.found() == report.planned()
                ? ""
                : " (%d of %d trials)".formatted(report.found(), report.planned());
        return report.config() + ": " + report.paper().title() + part;
    }

    private static List<String> cells(ComparedFigure finding) {
        Figure figure = finding.figure();
        PaperValue printed = figure.paper();
        return List.of(
                (figure.isClaim() ? "c " : "  ") + figure.name(),
                printed == null ? "" : number(printed.value()),
                printed == null ? "" : printed.source(),
                expected(figure.expect()),
                finding.estimate().map(PaperText::ours).orElse(""),
                count(finding),
                verdict(finding));
    }

    static String verdict(ComparedFigure finding) {
        return spelled(finding.verdict());
    }

    private static String spelled(ComparedFigure.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String expected(Expectation expect) {
        String range = range(expect.atLeast(), expect.atMost());
        return switch (expect.by()) {
            case MEAN -> range;
            case INTERVAL -> range + ", all of ±";
            case EACH -> range + ", each";
        };
    }

    private static String range(@Nullable Double from, @Nullable Double to) {
        if (from == null) {
            return "≤ " + number(Objects.requireNonNull(to));
        }
        return to == null ? "≥ " + number(from) : number(from) + " to " + number(to);
    }

    private static String ours(Estimate estimate) {
        Double margin = estimate.margin();
        return number(estimate.mean()) + (margin == null ? "" : " ±" + number(margin));
    }

    private static String count(ComparedFigure finding) {
        int n = finding.observations().size();
        return finding.missing() == 0 ? String.valueOf(n) : n + " of " + (n + finding.missing());
    }

    private static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal shown =
                Math.abs(value) >= 1000 ? exact.setScale(0, RoundingMode.HALF_EVEN) : exact.round(FOUR_DIGITS);
        return shown.stripTrailingZeros().toPlainString();
    }
}
