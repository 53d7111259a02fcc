package io.espalier.plan.tree;

import io.espalier.binding.Default;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unit shipped to an executor: some segments that grow from one snapshot, and what becomes possible when they are done.
 *
 * @param from the stored snapshot to begin with, or null to begin at
 *     the root
 * @param needs places of other networks that its actions look at: it waits for the branches that store them
 * @param cost expected seconds
 * @param path expected seconds from the start of this branch to the end of the longest chain that needs it
 */
public record Branch(
        TrialContext root,
        @Nullable StepKey from,
        @Default("[]") List<StepKey> needs,
        List<Segment> segments,
        double cost,
        double path,
        List<Branch> next) {
    public Branch {
        needs = List.copyOf(needs);
        segments = List.copyOf(segments);
        next = List.copyOf(next);
    }

    /** The key before the first actions. */
    public StepKey start() {
        return from == null ? root.key() : from;
    }

    /** The same without what comes before or after it. */
    public Branch alone() {
        return new Branch(root, from, List.of(), segments, cost, path, List.of());
    }

    /** The keys of all places that this branch measures, by a metric or else. */
    public List<StepKey> measured() {
        return segments.stream()
                .flatMap(Segment::all)
                .filter(segment -> segment.end().isMeasured())
                .map(Segment::key)
                .toList();
    }

    /** The segments whose snapshot this branch makes and stores: not those that only measure one that is stored. */
    public Stream<Segment> storing() {
        return segments.stream()
                .flatMap(Segment::all)
                .filter(segment ->
                        segment.end().isStored() && !segment.actions().isEmpty());
    }

    /** The keys of all places that this branch measures or stores. */
    public List<StepKey> ends() {
        return segments.stream().flatMap(segment -> segment.ends().stream()).toList();
    }

    /** Whether it runs on the driver: it fits a baseline, which may use the cluster itself. */
    public boolean isForDriver() {
        return segments.stream().anyMatch(Segment::fits);
    }

    /** Actions of this branch. */
    public int steps() {
        return segments.stream().mapToInt(Segment::steps).sum();
    }

    /** Mini-batches that this branch trains. */
    public long miniBatches() {
        return segments.stream()
                .flatMap(Segment::all)
                .flatMap(segment -> segment.actions().stream())
                .mapToLong(Action::miniBatches)
                .sum();
    }

    /** Actions of this branch and of all that wait for it. */
    public long stepsInAll() {
        return steps() + next.stream().mapToLong(Branch::stepsInAll).sum();
    }

    /** Expected seconds of this branch and of all that wait for it. */
    public double costInAll() {
        return cost + next.stream().mapToDouble(Branch::costInAll).sum();
    }

    /** Trials that end in this branch. */
    public int trials() {
        return segments.stream().mapToInt(Segment::trials).sum();
    }

    /** Trials that end in this branch or in one that waits for it. */
    public int trialsInAll() {
        return trials() + next.stream().mapToInt(Branch::trialsInAll).sum();
    }
}
