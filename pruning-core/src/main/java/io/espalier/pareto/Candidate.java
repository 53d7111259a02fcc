package io.espalier.pareto;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.metric.Direction;
import io.espalier.stats.Estimate;
import io.espalier.stats.PairedTest;
import io.espalier.stats.Resolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All trials that differ in nothing but the seed.
 *
 * @param axes values of the grid's axes by name
 * @param trials those that completed with a value for every objective, by seed; at least one
 * @param lost how many more there were; their absence flatters the means if they failed for being bad
 */
public record Candidate(Map<String, Object> axes, List<TrialResult> trials, int lost) {
    public Candidate {
        check(!trials.isEmpty(), "candidate", axes, "have a completed trial");
        trials = trials.stream()
                .sorted(Comparator.comparingLong(TrialResult::seed))
                .toList();
        HashSet<Long> seeds = new HashSet<>();
        for (TrialResult trial : trials) {
            check(seeds.add(trial.seed()), "candidate", axes, "have one trial of seed " + trial.seed());
        }
    }

    /** Groups trials into candidates, in order of appearance; a candidate none of whose trials counts is not there. */
    public static List<Candidate> of(List<Objective> objectives, Collection<TrialResult> trials) {
        LinkedHashMap<String, List<TrialResult>> groups = new LinkedHashMap<>();
        for (TrialResult trial : trials) {
            groups.computeIfAbsent(trial.candidate(), key -> new ArrayList<>()).add(trial);
        }
        return groups.values().stream()
                .map(group -> of(group, objectives))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Candidate> of(List<TrialResult> group, List<Objective> objectives) {
        List<TrialResult> trials =
                group.stream().filter(trial -> trial.counts(objectives)).toList();
        return trials.isEmpty()
                ? Optional.empty()
                : Optional.of(new Candidate(group.get(0).axes(), trials, group.size() - trials.size()));
    }

    /** {@link TrialResult#CANDIDATE}, the name of a control, or {@code baseline}. */
    public String role() {
        return trials.get(0).role();
    }

    /** Whether it is what a sweep is about, and no control or baseline. */
    public boolean isCandidate() {
        return role().equals(TrialResult.CANDIDATE);
    }

    /** The axes in a line, as in {@code criterion=magnitude sparsity=0.9}. */
    public String label() {
        return axes.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    /** Values of a column by seed; seeds without one are absent. */
    SortedMap<Long, Double> values(String column) {
        TreeMap<Long, Double> values = new TreeMap<>();
        for (TrialResult trial : trials) {
            Double value = trial.values().get(column);
            if (value != null) {
                values.put(trial.seed(), value);
            }
        }
        return values;
    }

    /** Over the seeds that have the column; empty if none has. */
    public Optional<Estimate> estimate(String column) {
        SortedMap<Long, Double> values = values(column);
        return values.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(values.values(), resolution(column)));
    }

    /** Whether this differs from another candidate in a column, paired by seed; the difference is this less the other. */
    public PairedTest against(Candidate other, String column) {
        return PairedTest.of(
                values(column), other.values(column), resolution(column).with(other.resolution(column)));
    }

    /** Of a column in this candidate's trials. */
    Resolution resolution(String column) {
        OptionalInt examples = trials.stream()
                .flatMapToInt(trial -> trial.examples(column).stream())
                .min();
        return examples.isPresent()
                ? Resolution.of(examples.getAsInt())
                : sampled(column).orElseGet(() -> Resolution.of(values(column).values()));
    }

    /** That of a mean over examples whose standard error is known in every seed. */
    private Optional<Resolution> sampled(String column) {
        SortedMap<Long, Double> errors = values(column + "_se");
        return errors.isEmpty() || errors.size() < trials.size()
                ? Optional.empty()
                : Optional.of(Resolution.ofSample(errors.values(), examples()));
    }

    private int examples() {
        return trials.stream()
                .map(TrialResult::validationExamples)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(2);
    }

    /** What its trials are chosen by. */
    public Objective chosenBy() {
        return trials.get(0).chosenBy();
    }

    /** The column of the test part that tells the same. */
    public String reported() {
        return trials.get(0).reported();
    }

    /** The candidate against each of its sibling controls in what they are chosen by, signs set so that less is better. */
    List<ControlVerdict> controls() {
        Direction better = chosenBy().direction();
        TreeMap<String, Map<Long, Double>> errors = new TreeMap<>();
        for (TrialResult trial : trials) {
            trial.controls().forEach((control, sibling) -> errors.computeIfAbsent(control, name -> new TreeMap<>())
                    .put(trial.seed(), better.orient(sibling.error())));
        }
        String column = chosenBy().column();
        return ControlVerdict.of(oriented(column), errors, resolution(column));
    }

    /** By seed, signs set so that less of what its trials are chosen by is better. */
    private SortedMap<Long, Double> oriented(String column) {
        Direction better = chosenBy().direction();
        TreeMap<Long, Double> oriented = new TreeMap<>();
        values(column).forEach((seed, value) -> oriented.put(seed, better.orient(value)));
        return oriented;
    }

    /**
     * Whether it is not clearly better than the best constant answer, in what its trials are chosen by: then it may have
     * learned nothing. False where that answer's score is not known.
     */
    public boolean isLikeConstant() {
        String column = chosenBy().column();
        SortedMap<Long, Double> own = oriented(column);
        SortedMap<Long, Double> constant = oriented(TrialResult.CONSTANT_SCORE);
        Resolution resolution = resolution(column);
        PairedTest test = PairedTest.of(own, constant, resolution);
        Double difference = test.difference();
        if (difference == null) {
            return false;
        }
        Double p = test.p();
        boolean isClear = p == null
                ? resolution.distinguishes(resolution.mean(own.values()), resolution.mean(constant.values()))
                : p < PairedTest.LEVEL;
        return !(difference < 0 && isClear);
    }
}
