package io.espalier.spark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.report.PotentialReport.Family;
import io.espalier.spark.report.PotentialReport.Potential;
import io.espalier.spark.report.TextTable.Side;
import io.espalier.stats.Estimate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prune potentials as text for a terminal: a row for each family, a column for each level of noise. */
public final class PotentialText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PotentialText() {}

    /** Lines, each with its line feed. */
    public static String render(PotentialReport report, Width width) {
        List<String> axes = distinct(report.families().stream().flatMap(family -> family.axes().keySet().stream()));
        List<Double> levels = distinct(report.families().stream()
                .flatMap(family -> family.potentials().stream().map(Potential::level))
                .sorted());
        List<Side> sides = new ArrayList<>(Collections.nCopies(axes.size() + 1, Side.LEFT));
        sides.addAll(Collections.nCopies(levels.size() + 1, Side.RIGHT));
        TextTable table = new TextTable(sides);
        table.add(header(axes, levels));
        report.families().forEach(family -> table.add(row(family, axes, levels)));
        String title =
                "Prune potential in percent of all parameters: error at most %s percentage points above the dense parent, %s part"
                        .formatted(plain(100 * report.delta()), report.part());
        TextTable.Fitted fitted = table.fit(
                width, IntStream.range(axes.size() + 2, sides.size()).boxed().toList());
        return Stream.of(
                        width.wrap(title).stream(),
                        Stream.of(""),
                        fitted.lines().stream(),
                        fitted.note().stream().flatMap(note -> width.wrap(note).stream()),
                        Stream.of(""),
                        width
                                .wrap(
                                        "± half the 95% confidence interval of the mean   loss: drop from the lowest noise level to the highest, paired by seed")
                                .stream())
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> header(List<String> axes, List<Double> levels) {
        List<String> header = new ArrayList<>(List.of(" "));
        header.addAll(axes);
        levels.forEach(level -> header.add("noise " + plain(level)));
        header.add("loss");
        return header;
    }

    private static List<String> row(Family family, List<String> axes, List<Double> levels) {
        List<String> row = new ArrayList<>(List.of(" "));
        axes.forEach(
                axis -> row.add(YamlText.word(JSON.valueToTree(family.axes().getOrDefault(axis, "")))));
        for (double level : levels) {
            row.add(family.potentials().stream()
                    .filter(potential -> potential.level() == level)
                    .map(potential -> percent(potential.sparsity()))
                    .findFirst()
                    .orElse(""));
        }
        row.add(percent(family.potentials().get(family.potentials().size() - 1).loss()));
        return row;
    }

    private static String percent(Estimate estimate) {
        Double margin = estimate.margin();
        String mean = String.format(Locale.ROOT, "%.1f", 100 * estimate.mean());
        return margin == null ? mean : mean + String.format(Locale.ROOT, " ±%.1f", 100 * margin);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static <T> List<T> distinct(Stream<T> values) {
        return values.distinct().toList();
    }
}
