package io.espalier.spark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.pareto.Candidate;
import io.espalier.pareto.ControlVerdict;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.TrialResult;
import io.espalier.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cells of a front's table: a mark, the role where there are several, the axes, the estimates, how many seeds, the share of the
 * hypervolume and a sign for each control.
 */
final class FrontCells {
    private static final String ABSENT = "";
    private static final int KEPT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean roles;
    private final List<String> axes;
    private final List<String> columns;
    private final List<String> controls;

    FrontCells(SweepReport report) {
        List<RankedCandidate> members = report.members();
        this.roles = members.stream().anyMatch(member -> !member.candidate().isCandidate());
        this.axes = distinct(members.stream()
                .flatMap(member -> member.candidate().axes().keySet().stream())
                .filter(axis -> !axis.equals(TrialIdentity.CONTROL)));
        this.columns = distinct(members.stream().flatMap(member -> member.estimates().keySet().stream()));
        this.controls = distinct(members.stream()
                .flatMap(member -> member.controls().stream())
                .map(ControlVerdict::control)
                .sorted());
    }

    private static List<String> distinct(Stream<String> names) {
        return names.distinct().toList();
    }

    /** How many of the first columns are words, to be set on the left; the others are numbers. */
    int words() {
        return (roles ? 2 : 1) + axes.size();
    }

    /** Columns that a narrow table may lack, the least important first; two estimates always stay. */
    List<Integer> leastImportant() {
        int estimates = words() + columns.size();
        List<Integer> order = new ArrayList<>(List.of(estimates + 1, estimates));
        for (int column = estimates - 1; column >= words() + KEPT; column--) {
            order.add(column);
        }
        order.add(estimates + 2);
        for (int column = words() - 1; column > 0; column--) {
            order.add(column);
        }
        return order;
    }

    /** Names of the controls, in the order of their signs. */
    List<String> controls() {
        return controls;
    }

    List<String> header() {
        List<String> header = new ArrayList<>(roles ? List.of("", "role") : List.of(""));
        header.addAll(axes);
        columns.forEach(column -> header.add(NumberFormat.header(column)));
        header.addAll(List.of("seeds", "share %", controls.isEmpty() ? "" : "controls"));
        return header;
    }

    List<String> row(RankedCandidate member) {
        List<String> row = new ArrayList<>(List.of(mark(member)));
        if (roles) {
            row.add(member.candidate().role());
        }
        axes.forEach(axis -> row.add(axis(member.candidate(), axis)));
        columns.forEach(column -> row.add(estimate(member, column)));
        row.add(seeds(member.candidate()));
        row.add(share(member));
        row.add(controls.stream().map(control -> sign(member, control)).collect(Collectors.joining()));
        return row;
    }

    private static String mark(RankedCandidate member) {
        if (member.knee()) {
            return "*";
        }
        return member.status() == FrontStatus.TIED ? "~" : "";
    }

    private static String axis(Candidate candidate, String axis) {
        return candidate.axes().containsKey(axis)
                ? YamlText.word(JSON.valueToTree(candidate.axes().get(axis)))
                : ABSENT;
    }

    private static String estimate(RankedCandidate member, String column) {
        Estimate estimate = member.estimates().get(column);
        if (estimate == null) {
            return ABSENT;
        }
        String value = NumberFormat.of(column).write(estimate);
        return column.equals(member.candidate().chosenBy().column()) ? value + flags(member) : value;
    }

    private static String flags(RankedCandidate member) {
        return (isBestOfSeveral(member) ? "b" : "") + (isLikeConstant(member) ? "c" : "");
    }

    /** Whether it may have learned nothing. */
    static boolean isLikeConstant(RankedCandidate member) {
        return member.candidate().isLikeConstant();
    }

    /** Whether the validation part has chosen among several evaluations of the candidate. */
    static boolean isBestOfSeveral(RankedCandidate member) {
        return member.candidate()
                .estimate(TrialResult.BEST_OF)
                .filter(evaluations -> evaluations.mean() > 1)
                .isPresent();
    }

    private static String seeds(Candidate candidate) {
        int seeds = candidate.trials().size();
        return candidate.lost() == 0 ? "" + seeds : seeds + " of " + (seeds + candidate.lost());
    }

    private static String share(RankedCandidate member) {
        Double share = member.hypervolumeShare();
        return share == null ? ABSENT : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String sign(RankedCandidate member, String control) {
        return member.controls().stream()
                .filter(verdict -> verdict.control().equals(control))
                .map(verdict -> switch (verdict.verdict()) {
                    case BEATS -> "+";
                    case TIES -> "=";
                    case LOSES -> "-";
                    case UNTESTED -> "?";
                })
                .findFirst()
                .orElse(".");
    }
}
