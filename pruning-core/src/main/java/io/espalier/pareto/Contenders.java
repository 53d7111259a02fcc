package io.espalier.pareto;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The candidates that are not told from a chosen one in an objective: those that it does not {@linkplain
 * SignificantDominance significantly dominate}. With a single seed that is every other one, of an objective that is noisy.
 *
 * @param chosen the candidate of the chosen trial
 * @param others from the best to the worst mean
 * @param compared how many candidates there are besides the chosen one
 */
public record Contenders(Candidate chosen, List<Candidate> others, int compared) {
    public Contenders {
        others = List.copyOf(others);
    }

    /**
     * @param trials with all seeds of each candidate
     * @param eligible ids of the trials one of which was to be chosen; a candidate without one is no contender
     * @param trialId the chosen one
     */
    public static Contenders of(
            Objective objective, Collection<TrialResult> trials, Set<String> eligible, String trialId) {
        List<Objective> objectives = List.of(objective);
        List<Candidate> candidates = Candidate.of(objectives, trials).stream()
                .filter(candidate -> candidate.trials().stream().anyMatch(trial -> eligible.contains(trial.trialId())))
                .toList();
        FrontAnalysis analysis = new FrontAnalysis(objectives, candidates);
        int chosen = indexOf(trialId, candidates);
        return new Contenders(candidates.get(chosen), analysis.notDominatedBy(chosen), candidates.size() - 1);
    }

    private static int indexOf(String trialId, List<Candidate> candidates) {
        return IntStream.range(0, candidates.size())
                .filter(i -> candidates.get(i).trials().stream()
                        .anyMatch(trial -> trial.trialId().equals(trialId)))
                .findFirst()
                .orElseThrow();
    }
}
