package io.espalier.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit shipped to an executor: some twigs that grow from one snapshot, and what becomes possible when they are done.
 *
 * @param from the stored snapshot to begin with, or null to begin at
 *     the root
 * @param cost expected seconds
 * @param path expected seconds from the start of this branch to the end of the longest chain that needs it
 */
public record Branch(Root root, @Nullable StepKey from, List<Twig> twigs, double cost, double path, List<Branch> next) {
    public Branch {
        twigs = List.copyOf(twigs);
        next = List.copyOf(next);
    }

    /** The key before the first actions. */
    public StepKey start() {
        return from == null ? root.key() : from;
    }

    /** The same without what comes after it. */
    public Branch alone() {
        return new Branch(root, from, twigs, cost, path, List.of());
    }

    /** The keys of all places that this branch measures, by a metric or else. */
    public List<StepKey> measured() {
        return KeyedTwig.of(twigs, start()).stream()
                .flatMap(KeyedTwig::all)
                .filter(t -> t.twig().end().isMeasured())
                .map(KeyedTwig::key)
                .toList();
    }

    /** The keys of all places that this branch measures or stores. */
    public List<StepKey> ends() {
        return KeyedTwig.of(twigs, start()).stream()
                .flatMap(t -> t.ends().stream())
                .toList();
    }

    /** Whether it runs on the driver: it fits a baseline, which may use the cluster itself. */
    public boolean isForDriver() {
        return twigs.stream().anyMatch(Twig::fits);
    }

    /** Actions of this branch. */
    public int steps() {
        return twigs.stream().mapToInt(Twig::steps).sum();
    }

    /** Actions of this branch and of all that wait for it. */
    public long stepsInAll() {
        return steps() + next.stream().mapToLong(Branch::stepsInAll).sum();
    }

    /** Trials that end in this branch. */
    public int trials() {
        return twigs.stream().mapToInt(Twig::trials).sum();
    }

    /** Trials that end in this branch or in one that waits for it. */
    public int trialsInAll() {
        return trials() + next.stream().mapToInt(Branch::trialsInAll).sum();
    }
}
