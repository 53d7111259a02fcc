package io.espalier.spark.report;

import io.espalier.pareto.Candidate;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.TrialResult;
import io.espalier.stats.Estimate;
import java.util.Locale;

/**
 * One candidate, control or baseline in a plot.
 *
 * @param role of the candidate
 * @param title shown under the pointer
 */
record PlotPoint(Estimate x, Estimate y, FrontStatus status, boolean knee, String role, String title) {
    static PlotPoint of(RankedCandidate member, Objective x, Objective y) {
        Candidate candidate = member.candidate();
        Estimate across = candidate.estimate(x.column()).orElseThrow();
        Estimate up = candidate.estimate(y.column()).orElseThrow();
        String title = candidate.role() + " " + candidate.label() + "\n" + line(x, across) + "\n" + line(y, up);
        return new PlotPoint(across, up, member.status(), member.knee(), candidate.role(), title);
    }

    private static String line(Objective objective, Estimate estimate) {
        return NumberFormat.header(objective.column()) + ": "
                + NumberFormat.of(objective.column()).write(estimate);
    }

    /** Its CSS classes. */
    String style() {
        String style = status.name().toLowerCase(Locale.ROOT) + (knee ? " knee" : "");
        return role.equals(TrialResult.CANDIDATE) ? style : "control " + style;
    }
}
