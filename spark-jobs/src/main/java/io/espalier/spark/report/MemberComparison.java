package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.RankedCandidate;
import io.espalier.spark.report.TextTable.Side;
import io.espalier.stats.Estimate;
import io.espalier.stats.PairedTest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Two members of a sweep's fronts side by side, in the objectives and scores that both have: means over seeds, and whether
 * seeds and examples tell them apart.
 */
public record MemberComparison(RankedCandidate first, RankedCandidate second, List<Line> lines) {
    /** One column; the test is of the first less the second. */
    public record Line(String column, Estimate first, Estimate second, PairedTest test) {
        private String verdict() {
            Double p = test.p();
            if (p == null) {
                return "untested: it takes two shared seeds";
            }
            return p >= PairedTest.LEVEL
                    ? String.format(Locale.ROOT, "not distinguishable (p = %.2g)", p)
                    : String.format(
                            Locale.ROOT,
                            "first is %s (p = %.2g)",
                            Objects.requireNonNull(test.difference()) < 0 ? "lower" : "higher",
                            p);
        }

        private List<String> cells() {
            NumberFormat format = NumberFormat.of(column);
            Double difference = test.difference();
            return List.of(
                    NumberFormat.header(column),
                    format.write(first),
                    format.write(second),
                    difference == null ? "-" : format.write((double) difference),
                    verdict());
        }
    }

    /**
     * @param one id of a trial of the first, or its beginning; {@code other} of the second
     * @throws io.espalier.binding.InvalidValueException if one is not of a single trial, or the two are on different data
     */
    public static MemberComparison of(SweepMembers members, String one, String other) {
        RankedCandidate first = members.with(one);
        RankedCandidate second = members.with(other);
        check(
                members.shareData(first, second),
                "trial id",
                OneLine.of(other),
                "be on the data of " + OneLine.of(one) + ", since errors on different examples are not compared");
        return new MemberComparison(
                first,
                second,
                first.estimates().keySet().stream()
                        .filter(second.estimates()::containsKey)
                        .map(column -> line(first, second, column))
                        .toList());
    }

    private static Line line(RankedCandidate first, RankedCandidate second, String column) {
        return new Line(
                column,
                Objects.requireNonNull(first.estimates().get(column)),
                Objects.requireNonNull(second.estimates().get(column)),
                first.candidate().against(second.candidate(), column));
    }

    /** For people. */
    public String text() {
        TextTable table = new TextTable(List.of(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT, Side.LEFT));
        table.add(List.of("", "first", "second", "difference", "at 5%, paired by seed"));
        lines.forEach(line -> table.add(line.cells()));
        return String.format(
                "first   %s%nsecond  %s%n%n%s%n",
                SweepMembers.name(first),
                SweepMembers.name(second),
                String.join(System.lineSeparator(), table.lines()));
    }

    /** For programs. */
    public String json() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("first", SweepMembers.name(first)).put("second", SweepMembers.name(second));
        lines.forEach(line -> tree.withArray("columns")
                .addObject()
                .put("column", line.column())
                .put("first", line.first().mean())
                .put("second", line.second().mean())
                .put("difference", line.test().difference())
                .put("seeds", line.test().n())
                .put("p", line.test().p()));
        return tree.toPrettyString();
    }
}
