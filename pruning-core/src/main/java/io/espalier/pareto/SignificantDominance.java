package io.espalier.pareto;

import io.espalier.pareto.index.Points;
import io.espalier.stats.PairedTest;
import io.espalier.stats.Resolution;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Dominance that is more than the luck of seeds and examples. An objective is <em>noisy</em> in a sweep if it is a
 * score over examples or some candidate has different values of it under different seeds, and <em>exact</em> otherwise.
 *
 * <p>Member Y of the front <em>significantly dominates</em> candidate X if Y dominates X on the means and X is worse beyond
 * noise in at least one objective: in an exact one by any amount, or in a noisy one such that the {@linkplain PairedTest
 * paired test} over their shared seeds rejects equality at 5%.
 *
 * <p>Candidate X off the front is <em>tied</em> with it if no member of the front significantly dominates it: all in which
 * it is worse than the members that dominate it is within noise. Fewer than two shared seeds reject nothing; in a sweep of
 * one seed every other objective counts as exact, because nothing is known of its noise. The level holds for each test by
 * itself: among many candidates some are told from the front, and some are not, by chance.
 */
final class SignificantDominance {
    private final List<Objective> objectives;
    private final List<Candidate> candidates;
    private final Points means;
    private final BitSet noisy = new BitSet();

    /** @param means of the candidates in the objectives, in the same order */
    SignificantDominance(List<Objective> objectives, List<Candidate> candidates, Points means) {
        this.objectives = objectives;
        this.candidates = candidates;
        this.means = means;
        IntStream.range(0, objectives.size()).filter(this::isNoisy).forEach(noisy::set);
    }

    /** Whether candidate {@code y} significantly dominates candidate {@code x}. */
    boolean dominates(int y, int x) {
        return means.dominates(y, x)
                && IntStream.range(0, objectives.size())
                        .filter(objective -> means.at(x, objective) > means.at(y, objective))
                        .anyMatch(objective -> !noisy.get(objective) || isWorse(x, y, objective));
    }

    private boolean isWorse(int x, int y, int objective) {
        Map<Long, Double> worse = values(candidates.get(x), objective);
        Map<Long, Double> better = values(candidates.get(y), objective);
        Resolution resolution = resolution(candidates.get(x), candidates.get(y), objective);
        return switch (objectives.get(objective).direction()) {
            case MINIMIZE -> PairedTest.of(worse, better, resolution).firstIsGreater();
            case MAXIMIZE -> PairedTest.of(better, worse, resolution).firstIsGreater();
        };
    }

    private Map<Long, Double> values(Candidate candidate, int objective) {
        return candidate.values(objectives.get(objective).column());
    }

    private Resolution resolution(Candidate x, Candidate y, int objective) {
        String column = objectives.get(objective).column();
        return x.resolution(column).with(y.resolution(column));
    }

    /** A score over examples is that of a sample, even where no seed shows it. */
    private boolean isNoisy(int objective) {
        return candidates.stream()
                .anyMatch(candidate ->
                        candidate.resolution(objectives.get(objective).column()).isOfExamples()
                                || varies(values(candidate, objective)));
    }

    private static boolean varies(Map<Long, Double> values) {
        return new HashSet<>(values.values()).size() > 1;
    }
}
