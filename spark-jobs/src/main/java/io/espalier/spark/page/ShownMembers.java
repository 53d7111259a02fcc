package io.espalier.spark.page;

import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.spark.report.DataFront;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The members of a front that the page has one by one, and those that it only counts. Where there are more than it can hold,
 * the front, what is tied with it and their controls are all there, and of the rest every so many.
 */
record ShownMembers(DataFront front, List<RankedCandidate> counted) {
    private static final String CONTROL = "control";

    /** @param most of all members that are shown, unless front, tied and their controls are more */
    static ShownMembers of(DataFront front, int most) {
        List<RankedCandidate> all = front.report().members();
        if (all.size() <= most) {
            return new ShownMembers(front, List.of());
        }
        Set<Map<String, Object>> rivals = new HashSet<>();
        all.stream().filter(ShownMembers::isInFront).forEach(member -> rivals.add(place(member)));
        List<RankedCandidate> rest =
                all.stream().filter(member -> !isWhole(member, rivals)).toList();
        Set<Integer> sample = sample(rest.size(), Math.max(0, most - (all.size() - rest.size())));
        List<RankedCandidate> shown = new ArrayList<>();
        List<RankedCandidate> counted = new ArrayList<>();
        int number = 0;
        for (RankedCandidate member : all) {
            boolean isShown = isWhole(member, rivals) || sample.contains(number++);
            (isShown ? shown : counted).add(member);
        }
        return new ShownMembers(new DataFront(front.data(), with(front.report(), shown)), counted);
    }

    private static boolean isInFront(RankedCandidate member) {
        return member.status() != FrontStatus.DOMINATED;
    }

    private static boolean isWhole(RankedCandidate member, Set<Map<String, Object>> rivals) {
        return isInFront(member) || (!member.candidate().isCandidate() && rivals.contains(place(member)));
    }

    /** What a member has in common with its controls. */
    private static Map<String, Object> place(RankedCandidate member) {
        Map<String, Object> axes = new HashMap<>(member.candidate().axes());
        axes.remove(CONTROL);
        return axes;
    }

    /** So many numbers below another, evenly. */
    private static Set<Integer> sample(int of, int most) {
        Set<Integer> sample = new HashSet<>();
        IntStream.range(0, Math.min(of, most)).forEach(i -> sample.add((int) ((long) i * of / Math.min(of, most))));
        return sample;
    }

    private static SweepReport with(SweepReport report, List<RankedCandidate> members) {
        return new SweepReport(
                report.objectives(),
                members,
                report.hypervolume(),
                report.reference(),
                report.leftOut(),
                report.added());
    }

    /** A sentence on what is only counted; nothing where all is there. */
    String words() {
        return counted.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d members%s are only counted: the scatter has them as density, tables and other plots lack them."
                                + " All are dominated; front, tied and their controls are shown one by one.%n",
                        counted.size(),
                        counted.size() + front.report().members().size(),
                        front.data().isEmpty() ? "" : " on " + front.data());
    }
}
