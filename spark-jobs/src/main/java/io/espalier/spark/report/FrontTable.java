package io.espalier.spark.report;

import io.espalier.pareto.ExcludedTrials;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.spark.report.TextTable.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A sweep's front as text for a terminal: one line per member, then the tied, then what the signs mean. */
public final class FrontTable {
    private static final int TIED_SHOWN = 10;

    private final SweepReport report;
    private final FrontCells cells;

    private FrontTable(SweepReport report) {
        this.report = report;
        this.cells = new FrontCells(report);
    }

    /** Lines, each with its line feed; a heading and an empty line around one of several. */
    public static String render(DataFront front, Width width) {
        return front.data().isEmpty()
                ? render(front.report(), width)
                : front.heading() + render(front.report(), width) + "\n";
    }

    /** The same of the only front. */
    static String render(SweepReport report, Width width) {
        FrontTable table = new FrontTable(report);
        List<String> lines = new ArrayList<>(width.wrap(table.title()));
        lines.add("");
        if (!report.members().isEmpty()) {
            lines.addAll(table.rows(width));
            lines.add("");
        }
        legend(report).lines().forEach(line -> lines.addAll(width.wrap(line)));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /** What the marks and signs of the table mean, and what the table leaves out. */
    static String legend(SweepReport report) {
        FrontTable table = new FrontTable(report);
        return String.join("\n", table.signs()) + "\n" + table.leftOut();
    }

    private String title() {
        String objectives = report.objectives().stream().map(Object::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Pareto front of %s: %d of %d %s, hypervolume %.4f",
                objectives,
                report.members(FrontStatus.FRONT).size(),
                report.members().size(),
                report.added() == null ? "candidates" : "candidates and controls",
                report.hypervolume());
    }

    /** Who stands on the front, and what the candidates add to it; nothing where there are only candidates. */
    private Optional<String> roles() {
        Map<String, Long> roles = report.members(FrontStatus.FRONT).stream()
                .collect(Collectors.groupingBy(m -> m.candidate().role(), TreeMap::new, Collectors.counting()));
        return Optional.ofNullable(report.added())
                .map(added -> String.format(
                        Locale.ROOT,
                        "on the front: %s; candidates add %.1f%% of its hypervolume to what controls and baselines reach",
                        roles.entrySet().stream()
                                .map(role -> role.getValue() + " " + role.getKey())
                                .collect(Collectors.joining(", ")),
                        100 * added));
    }

    private List<String> rows(Width width) {
        List<String> header = cells.header();
        TextTable table = new TextTable(IntStream.range(0, header.size())
                .mapToObj(column -> column < cells.words() ? Side.LEFT : Side.RIGHT)
                .toList());
        table.add(header);
        report.members(FrontStatus.FRONT).forEach(member -> table.add(cells.row(member)));
        List<RankedCandidate> tied = report.members(FrontStatus.TIED);
        tied.stream().limit(TIED_SHOWN).forEach(member -> table.add(cells.row(member)));
        TextTable.Fitted fitted = table.fit(width, cells.leastImportant());
        List<String> lines = new ArrayList<>(fitted.lines());
        if (tied.size() > TIED_SHOWN) {
            lines.add("~  and " + (tied.size() - TIED_SHOWN) + " more tied");
        }
        fitted.note().forEach(note -> lines.addAll(width.wrap(note)));
        return lines;
    }

    /** As in {@code validation error}. */
    private String chosenBy() {
        return report.members().get(0).candidate().chosenBy().column().replace('_', ' ');
    }

    private List<String> signs() {
        List<String> legend = new ArrayList<>();
        legend.add("* knee   ~ tied: not on the front, but not significantly worse");
        legend.add(
                "± half the 95% confidence interval of the mean   share: hypervolume that the front loses without it");
        roles().ifPresent(legend::add);
        if (!cells.controls().isEmpty()) {
            legend.add("controls " + String.join(", ", cells.controls()) + ": + beats, = ties, - loses, ? untested ("
                    + chosenBy() + ", Holm)");
        }
        if (report.members().stream().anyMatch(FrontCells::isBestOfSeveral)) {
            legend.add(
                    "b best of several evaluations on the validation part (keep: best, least-loss), so it is optimistic");
        }
        if (report.members().stream().anyMatch(FrontCells::isLikeConstant)) {
            legend.add("c not significantly better than the best constant prediction");
        }
        legend.add(
                "significance: 5%, paired by seed; the standard error is at least what the validation examples resolve");
        return legend;
    }

    private String leftOut() {
        ExcludedTrials out = report.leftOut();
        return "excluded: " + out.diverged() + " diverged, " + out.failed() + " failed, " + out.incomplete()
                + " missing an objective value";
    }
}
