package io.espalier.pareto;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Dominance that seeds cannot explain away. An objective is <em>noisy</em> in a sweep if some candidate has different
 * values of it under different seeds, and <em>exact</em> otherwise.
 *
 * <p>Member Y of the front <em>significantly dominates</em> candidate X if Y dominates X on the means and, in every noisy
 * objective in which X is worse, the {@linkplain PairedTest paired t-test} over their shared seeds rejects equality at 5%
 * to the disadvantage of X. Exact objectives are compared exactly. All parts of the claim must hold at once, so this is an
 * intersection-union test (Berger 1982) and needs no correction for the number of objectives; over many candidates some
 * verdicts of either kind will still be wrong by chance.
 *
 * <p>Candidate X off the front is <em>tied</em> with it if no member of the front significantly dominates it: its true means
 * may well be on the front. Fewer than two shared seeds reject nothing; in a sweep of one seed every objective counts as
 * exact, because nothing is known of its noise, and no candidate is tied.
 */
final class SignificantDominance {
    private final List<Objective> objectives;
    private final List<Candidate> candidates;
    private final Points means;
    private final int[] noisy;

    /** @param means of the candidates in the objectives, in the same order */
    SignificantDominance(List<Objective> objectives, List<Candidate> candidates, Points means) {
        this.objectives = objectives;
        this.candidates = candidates;
        this.means = means;
        this.noisy = IntStream.range(0, objectives.size())
                .filter(i -> candidates.stream().anyMatch(candidate -> varies(values(candidate, i))))
                .toArray();
    }

    /** Whether candidate {@code y} significantly dominates candidate {@code x}. */
    boolean dominates(int y, int x) {
        return means.dominates(y, x)
                && IntStream.of(noisy)
                        .filter(objective -> means.at(x, objective) > means.at(y, objective))
                        .allMatch(objective -> significantlyWorse(x, y, objective));
    }

    private boolean significantlyWorse(int x, int y, int objective) {
        Map<Long, Double> worse = values(candidates.get(x), objective);
        Map<Long, Double> better = values(candidates.get(y), objective);
        return switch (objectives.get(objective).direction()) {
            case MINIMIZE -> PairedTest.of(worse, better).firstIsGreater();
            case MAXIMIZE -> PairedTest.of(better, worse).firstIsGreater();
        };
    }

    private Map<Long, Double> values(Candidate candidate, int objective) {
        return candidate.values(objectives.get(objective).column());
    }

    private static boolean varies(Map<Long, Double> values) {
        return new HashSet<>(values.values()).size() > 1;
    }
}
