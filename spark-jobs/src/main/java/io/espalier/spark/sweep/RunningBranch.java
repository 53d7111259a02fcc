package io.espalier.spark.sweep;

import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A branch that has a slot, and what of its planned work it has not told of yet. */
final class RunningBranch {
    private static final double NANOS = 1e9;

    private final Branch branch;
    private final Map<String, Double> planned;
    private final Map<String, Double> left;
    private final long begin;
    private double told;
    private TrainingSoFar training = TrainingSoFar.NONE;

    /** Work of a running branch that is done, and the seconds that it took. */
    record Part(Map<String, Double> planned, double seconds) {}

    /**
     * @param planned seconds by kind of work
     * @param begin in nanoseconds
     */
    RunningBranch(Branch branch, Map<String, Double> planned, long begin) {
        this.branch = branch;
        this.planned = Map.copyOf(planned);
        this.left = new HashMap<>(planned);
        this.begin = begin;
    }

    Branch branch() {
        return branch;
    }

    @SuppressWarnings("ReferenceEquality") // each is there once, and equality would look into all that waits for it
    boolean isOf(Branch other) {
        return branch == other;
    }

    /** Whether this branch has trained more than it told of: one that is tried again has not until it is as far. */
    boolean hasNews(TrainingSoFar soFar) {
        return soFar.miniBatches() > training.miniBatches()
                && BranchTask.name(branch).equals(soFar.branch());
    }

    /** Planned seconds by kind of what it has not told of. */
    Map<String, Double> left() {
        return left;
    }

    /** Seconds since it began. */
    double age(long now) {
        return (now - begin) / NANOS;
    }

    /** Seconds that went into what it has not told of. */
    double untold(long now) {
        return untold(age(now));
    }

    /** The same of so many seconds since it began. */
    double untold(double age) {
        return Math.max(0, age - told);
    }

    /** Planned seconds of what the first branch of a slot takes besides, as long as it has not told of it. */
    Map<String, Double> start() {
        Map<String, Double> start = new HashMap<>(left);
        start.keySet().retainAll(Set.of(MeasuredCosts.START));
        return start;
    }

    /** What it has trained since it told last; with the first, all that came before. */
    Part trained(TrainingSoFar soFar, long now) {
        Map<String, Double> done = start();
        double seconds = done.isEmpty() ? soFar.seconds() - training.seconds() : untold(now);
        planned.forEach((kind, cost) -> {
            if (kind.startsWith(Action.TrainBatches.KIND)) {
                done.put(kind, Math.min(left.getOrDefault(kind, 0.0), cost * partSince(soFar)));
            }
        });
        training = soFar;
        done.forEach((kind, cost) -> left.merge(kind, -cost, Double::sum));
        left.remove(MeasuredCosts.START);
        told += seconds;
        return new Part(done, seconds);
    }

    private double partSince(TrainingSoFar soFar) {
        return (double) (soFar.miniBatches() - training.miniBatches()) / Math.max(1, branch.miniBatches());
    }
}
