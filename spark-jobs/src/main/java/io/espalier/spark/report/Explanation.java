package io.espalier.spark.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.ControlVerdict;
import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Why a member stands on the front, or does not, and what it gains and loses against its controls, in sentences. */
public record Explanation(SweepMembers members, RankedCandidate member) {
    private static final int SHOWN = 3;

    /** @throws io.espalier.binding.InvalidValueException if the id is not of a single trial */
    public static Explanation of(SweepMembers members, String trial) {
        return new Explanation(members, members.with(trial));
    }

    /** Sentences, each in its line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(SweepMembers.name(member) + ": " + values(member));
        lines.add(standing());
        lines.addAll(bettersShown());
        member.controls().forEach(verdict -> lines.add(sentence(verdict)));
        if (FrontCells.isLikeConstant(member)) {
            lines.add("It is not significantly better than the best constant prediction.");
        }
        if (member.candidate().lost() > 0) {
            lines.add(member.candidate().lost() + " of its seeds did not complete; its means may flatter it.");
        }
        return lines;
    }

    private String values(RankedCandidate of) {
        return of.estimates().entrySet().stream()
                .map(column -> NumberFormat.of(column.getKey()).write(column.getValue())
                        + (NumberFormat.of(column.getKey()) == NumberFormat.PERCENT ? "% " : " ")
                        + column.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private String standing() {
        return switch (member.status()) {
            case FRONT ->
                String.format(
                        Locale.ROOT,
                        "On the front%s: no other is at least as good in every objective and better in one. Without it the"
                                + " front loses %.1f%% of its hypervolume.",
                        member.knee() ? ", at its knee" : "",
                        100 * Objects.requireNonNull(member.hypervolumeShare()));
            case TIED ->
                "Tied with the front: others have better means, but none of the front is better beyond what seeds and"
                        + " examples resolve.";
            case DOMINATED ->
                "Dominated: a member of the front is at least as good in every objective, and better in one beyond what seeds"
                        + " and examples resolve.";
        };
    }

    /** For programs: the member as {@code pareto --json} has it, where it stands, and who has better means in everything. */
    public String json() {
        ObjectNode tree = FrontJson.tree(member);
        tree.put("status", member.status().name().toLowerCase(Locale.ROOT));
        ArrayNode rivals = tree.putArray("better_means");
        betters().forEach(rival -> rivals.add(FrontJson.tree(rival)));
        ArrayNode sentences = tree.putArray("sentences");
        lines().forEach(sentences::add);
        return tree.toPrettyString();
    }

    private List<String> bettersShown() {
        return betters().stream()
                .limit(SHOWN)
                .map(rival -> "  better means: " + SweepMembers.name(rival) + ": " + values(rival))
                .toList();
    }

    /** Who is on the same data and has better means in everything. */
    private List<RankedCandidate> betters() {
        return members.onDataOf(member).stream().filter(this::dominates).toList();
    }

    private boolean dominates(RankedCandidate other) {
        List<Objective> objectives = members.objectives();
        return objectives.stream().allMatch(objective -> lead(other, objective) >= 0)
                && objectives.stream().anyMatch(objective -> lead(other, objective) > 0);
    }

    /** How much better another is in an objective. */
    private double lead(RankedCandidate other, Objective objective) {
        return mean(member, objective) - mean(other, objective);
    }

    private static double mean(RankedCandidate of, Objective objective) {
        Estimate estimate = Objects.requireNonNull(of.estimates().get(objective.column()));
        return objective.direction().orient(estimate.mean());
    }

    private String sentence(ControlVerdict verdict) {
        Double difference = member.difference(verdict);
        Double p = verdict.adjustedP();
        String against = " " + verdict.control();
        if (difference == null || p == null) {
            return "Untested against" + against + ": fewer than two seeds of both have completed.";
        }
        NumberFormat format = NumberFormat.of(member.candidate().chosenBy().column());
        String by = String.format(
                Locale.ROOT,
                ": %s is %s%s %s over %d seeds (p = %.2g after Holm's correction).",
                member.candidate().chosenBy().column().replace('_', ' '),
                format.write(Math.abs(difference)),
                format == NumberFormat.PERCENT ? " points" : "",
                difference < 0 ? "lower" : "higher",
                verdict.test().n(),
                p);
        return switch (verdict.verdict()) {
            case BEATS -> "Beats" + against + by;
            case LOSES -> "Loses to" + against + by;
            default -> "Ties with" + against + by;
        };
    }
}
