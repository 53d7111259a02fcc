package io.espalier.pareto;

import io.espalier.stats.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A candidate as the report lists it.
 *
 * @param estimates by column: the objectives in their order, then validation and test error if known
 * @param knee whether it is the {@linkplain KneePoint knee} of the front
 * @param hypervolumeShare the part of the front's hypervolume that is lost without it; null off the front
 * @param controls verdicts by name of the control
 */
public record RankedCandidate(
        Candidate candidate,
        Map<String, Estimate> estimates,
        FrontStatus status,
        boolean knee,
        @Nullable Double hypervolumeShare,
        List<ControlVerdict> controls) {
    public RankedCandidate {
        estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
        controls = List.copyOf(controls);
    }

    /** Candidate less control, in the units of what they are chosen by; null without a seed that both have completed. */
    public @Nullable Double difference(ControlVerdict verdict) {
        Double difference = verdict.test().difference();
        return difference == null
                ? null
                : (Double) candidate.chosenBy().direction().orient(difference);
    }
}
