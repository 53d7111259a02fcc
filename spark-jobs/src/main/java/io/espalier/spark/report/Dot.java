package io.espalier.spark.report;

import io.espalier.pareto.Candidate;
import io.espalier.pareto.Estimate;
import io.espalier.pareto.Member;
import io.espalier.pareto.Objective;
import io.espalier.pareto.Observation;
import io.espalier.pareto.Standing;
import java.util.Locale;

/**
 * One candidate, control or baseline in a plot.
 *
 * @param role of the candidate
 * @param title shown under the pointer
 */
record Dot(Estimate x, Estimate y, Standing standing, boolean knee, String role, String title) {
    static Dot of(Member member, Objective x, Objective y) {
        Candidate candidate = member.candidate();
        Estimate across = candidate.estimate(x.column()).orElseThrow();
        Estimate up = candidate.estimate(y.column()).orElseThrow();
        String title = candidate.role() + " " + candidate.label() + "\n" + line(x, across) + "\n" + line(y, up);
        return new Dot(across, up, member.standing(), member.knee(), candidate.role(), title);
    }

    private static String line(Objective objective, Estimate estimate) {
        return Unit.header(objective.column()) + ": "
                + Unit.of(objective.column()).write(estimate);
    }

    /** Its CSS classes. */
    String look() {
        String look = standing.name().toLowerCase(Locale.ROOT) + (knee ? " knee" : "");
        return role.equals(Observation.CANDIDATE) ? look : "control " + look;
    }
}
