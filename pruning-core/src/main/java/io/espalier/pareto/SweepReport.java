package io.espalier.pareto;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found: its Pareto front on the means over seeds, with what the seeds allow one to say about it.
 *
 * @param members all candidates with a trial that counts: the front, then the tied, then the dominated, each from the best
 *     to the worst first objective
 * @param hypervolume of the front, as a fraction of the box between the best value of each objective among all candidates
 *     and {@code reference}; 0 without a candidate. An objective that does not vary leaves it unchanged
 * @param reference in each objective the worst mean among all candidates and a tenth of the range beyond it
 * @param added the part of the front's hypervolume that is lost without all candidates: what the methods of the sweep reach
 *     beyond its controls and baselines; null where it has none of these
 */
public record SweepReport(
        List<Objective> objectives,
        List<RankedCandidate> members,
        double hypervolume,
        List<Double> reference,
        ExcludedTrials leftOut,
        @Nullable Double added) {
    public SweepReport {
        objectives = List.copyOf(objectives);
        members = List.copyOf(members);
        reference = List.copyOf(reference);
    }

    /**
     * Reports on trials of a sweep: candidates, controls and baselines alike.
     *
     * @throws io.espalier.binding.InvalidValueException if a candidate has two trials of one seed
     */
    public static SweepReport of(List<Objective> objectives, Collection<TrialResult> trials) {
        List<Candidate> candidates = Candidate.of(objectives, trials);
        return new FrontAnalysis(objectives, candidates).report(ExcludedTrials.of(objectives, trials));
    }

    /** The candidates of one status. */
    public List<RankedCandidate> members(FrontStatus status) {
        return members.stream().filter(member -> member.status() == status).toList();
    }
}
