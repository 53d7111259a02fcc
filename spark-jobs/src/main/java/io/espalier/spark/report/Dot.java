package io.espalier.spark.report;

import io.espalier.pareto.Candidate;
import io.espalier.pareto.Estimate;
import io.espalier.pareto.Member;
import io.espalier.pareto.Objective;
import io.espalier.pareto.Standing;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One candidate or control in a plot.
 *
 * @param standing null for a control
 * @param title shown under the pointer
 */
record Dot(Estimate x, Estimate y, @Nullable Standing standing, boolean knee, String title) {
    static Dot of(Member member, Objective x, Objective y) {
        return of(member.candidate(), member.standing(), member.knee(), x, y);
    }

    static Dot control(Candidate control, Objective x, Objective y) {
        return of(control, null, false, x, y);
    }

    private static Dot of(Candidate candidate, @Nullable Standing standing, boolean knee, Objective x, Objective y) {
        Estimate across = candidate.estimate(x.column()).orElseThrow();
        Estimate up = candidate.estimate(y.column()).orElseThrow();
        String title = candidate.label() + "\n" + line(x, across) + "\n" + line(y, up);
        return new Dot(across, up, standing, knee, title);
    }

    private static String line(Objective objective, Estimate estimate) {
        return Unit.header(objective.column()) + ": "
                + Unit.of(objective.column()).write(estimate);
    }

    /** Its CSS classes. */
    String look() {
        String look = standing == null ? "control" : standing.name().toLowerCase(Locale.ROOT);
        return knee ? look + " knee" : look;
    }
}
