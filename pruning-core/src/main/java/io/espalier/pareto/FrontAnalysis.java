package io.espalier.pareto;

import io.espalier.pareto.index.Hypervolume;
import io.espalier.pareto.index.ParetoFront;
import io.espalier.pareto.index.Points;
import io.espalier.stats.Estimate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out the {@link SweepReport} of a set of candidates. Candidates are named by their index. */
final class FrontAnalysis {
    /** How far beyond the worst value the reference point of the hypervolume lies, in ranges. */
    private static final double BEYOND = 0.1;

    private final List<Objective> objectives;
    private final List<Candidate> candidates;
    private final Points means;
    private final int[] front;
    private final OptionalInt knee;
    private final SignificantDominance significance;

    FrontAnalysis(List<Objective> objectives, List<Candidate> candidates) {
        this.objectives = objectives;
        this.candidates = candidates;
        this.means = ObjectivePoints.of(
                objectives, candidates.stream().map(this::means).toArray(double[][]::new));
        this.front = ParetoFront.of(means);
        this.knee = KneePoint.of(means.select(front));
        this.significance = new SignificantDominance(objectives, candidates, means);
    }

    private double[] means(Candidate candidate) {
        return objectives.stream()
                .flatMap(objective -> candidate.estimate(objective.column()).stream())
                .mapToDouble(Estimate::mean)
                .toArray();
    }

    SweepReport report(ExcludedTrials leftOut) {
        double[] reference = new double[objectives.size()];
        Arrays.fill(reference, 1 + BEYOND);
        Points scaled = means.unit().select(front);
        double volume = Hypervolume.of(scaled, reference);
        Map<Integer, Double> shares = shares(Hypervolume.exclusive(scaled, reference), volume);
        List<RankedCandidate> members = Arrays.stream(means.lexicographic())
                .mapToObj(candidate -> member(candidate, shares))
                .sorted(Comparator.comparing(RankedCandidate::status))
                .toList();
        double box = Math.pow(1 + BEYOND, objectives.size());
        return new SweepReport(objectives, members, volume / box, reference(), leftOut, added(reference, volume));
    }

    /** The other candidates that one does not significantly dominate, from the best to the worst. */
    List<Candidate> notDominatedBy(int candidate) {
        return Arrays.stream(means.lexicographic())
                .filter(other -> other != candidate && !significance.dominates(candidate, other))
                .mapToObj(candidates::get)
                .toList();
    }

    private @Nullable Double added(double[] reference, double volume) {
        int[] others = IntStream.range(0, candidates.size())
                .filter(i -> !candidates.get(i).isCandidate())
                .toArray();
        if (others.length == 0 || others.length == candidates.size()) {
            return null;
        }
        Points scaled = means.unit().select(others);
        return 1 - Hypervolume.of(scaled.select(ParetoFront.of(scaled)), reference) / volume;
    }

    private Map<Integer, Double> shares(double[] exclusive, double volume) {
        Map<Integer, Double> shares = new HashMap<>();
        for (int i = 0; i < front.length; i++) {
            shares.put(front[i], exclusive[i] / volume);
        }
        return shares;
    }

    private RankedCandidate member(int index, Map<Integer, Double> shares) {
        Candidate candidate = candidates.get(index);
        return new RankedCandidate(
                candidate, estimates(candidate), status(index), isKnee(index), shares.get(index), candidate.controls());
    }

    private Map<String, Estimate> estimates(Candidate candidate) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        Stream.concat(
                        objectives.stream().map(Objective::column),
                        Stream.of(candidate.chosenBy().column(), candidate.reported()))
                .forEach(column ->
                        candidate.estimate(column).ifPresent(estimate -> estimates.putIfAbsent(column, estimate)));
        return estimates;
    }

    private FrontStatus status(int candidate) {
        if (Arrays.binarySearch(front, candidate) >= 0) {
            return FrontStatus.FRONT;
        }
        boolean dominated = IntStream.of(front).anyMatch(member -> significance.dominates(member, candidate));
        return dominated ? FrontStatus.DOMINATED : FrontStatus.TIED;
    }

    private boolean isKnee(int candidate) {
        return knee.isPresent() && front[knee.getAsInt()] == candidate;
    }

    private List<Double> reference() {
        return candidates.isEmpty()
                ? List.of()
                : IntStream.range(0, objectives.size())
                        .mapToObj(this::reference)
                        .toList();
    }

    private double reference(int objective) {
        DoubleSummaryStatistics extent = means.extent(objective);
        double oriented = extent.getMax() + BEYOND * (extent.getMax() - extent.getMin());
        return objectives.get(objective).direction().orient(oriented);
    }
}
