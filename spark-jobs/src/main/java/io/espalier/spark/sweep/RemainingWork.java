package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CostModel;
import io.espalier.spark.sweep.RunningBranch.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long what is left of a sweep takes: the cost of branches that have not finished, at what their kinds of work cost so far,
 * evenly over the slots, or the longest chain of branches where that takes longer. Trials are no measure of it, since
 * training comes first and most trials end at the end.
 */
final class RemainingWork {
    private static final double NANOS = 1e9;

    /** Branches of one kind differ, so that one which takes a little longer tells nothing. */
    private static final double FAR = 2;

    /** Seconds within which a branch that trains tells of it. */
    private static final double SILENCE = 2;

    /** Seconds of occupied slots that weigh as much as the expectation that a slot is never idle between two branches. */
    private static final double TRUST = 5;

    /** What code takes besides in a JVM that has just begun with it, in parts, and the seconds of work in which that fades to a third. */
    private static final double COLD = 2.5;

    private static final double WARMING = 14;

    private final MeasuredCosts measured = new MeasuredCosts();
    private final Deque<Waiting> queued = new ArrayDeque<>();
    private final List<RunningBranch> running = new ArrayList<>();
    private Function<Branch, Map<String, Double>> costs = branch -> Map.of();
    private double starting;
    private int started;
    private Map<String, Double> left = new HashMap<>();
    private boolean isPlanned;
    private int slots = 1;
    private double busy;
    private double occupied;
    private long seen;

    /** A branch that was submitted, and what it is planned to cost. */
    private record Waiting(Branch branch, Map<String, Double> planned) {
        @SuppressWarnings("ReferenceEquality") // each is there once, and equality would look into all that waits for it
        boolean isOf(Branch other) {
            return branch == other;
        }
    }

    /**
     * Branches to be done from now on, and all that wait for them.
     *
     * @param costs expected seconds of a branch by kind of work
     * @param starting seconds that the first branch of each slot takes besides
     * @param now in nanoseconds
     */
    synchronized void planned(
            List<Branch> branches, Function<Branch, Map<String, Double>> costs, double starting, long now) {
        this.costs = costs;
        this.starting = starting;
        left = new HashMap<>();
        branches.forEach(this::add);
        queued.clear();
        running.clear();
        isPlanned = true;
        seen = now;
    }

    private void add(Branch branch) {
        costs.apply(branch).forEach((kind, cost) -> left.merge(kind, cost, Double::sum));
        branch.next().forEach(this::add);
    }

    /** Branches that start in this order as slots become free. */
    synchronized void submitted(List<Branch> branches, int slots, long now) {
        observe(now);
        this.slots = Math.max(1, slots);
        branches.forEach(branch -> queued.add(waiting(branch)));
        start(now);
    }

    private Waiting waiting(Branch branch) {
        Map<String, Double> planned = new HashMap<>(costs.apply(branch));
        if (started < slots) {
            started++;
            planned.put(MeasuredCosts.START, starting);
            left.merge(MeasuredCosts.START, starting, Double::sum);
        }
        return new Waiting(branch, planned);
    }

    /**
     * What a running branch has trained by now; of branches that are not known to run, nothing is learnt, nor before a slot can
     * have started: the first steps of a cold process are no measure.
     */
    synchronized void trained(TrainingSoFar soFar, long now) {
        running.stream()
                .filter(run -> run.hasNews(soFar) && run.age(now) >= measured.expected(run.start()))
                .findFirst()
                .map(run -> run.trained(soFar, now))
                .ifPresent(part -> learn(part, now));
    }

    private void learn(Part part, long now) {
        spend(part.planned());
        learn(part.planned(), part.seconds(), now);
    }

    private void learn(Map<String, Double> planned, double seconds, long now) {
        measured.learn(planned, seconds / (1 + coldness(now) * ofJvm(planned)));
    }

    /** How much longer code takes in a JVM that has not compiled yet what is hot, in parts. */
    private double coldness(long now) {
        return COLD * Math.exp(-occupied(now) / WARMING);
    }

    /** The part of some work that is not done by compiled libraries; to start is cold as it is planned. */
    private double ofJvm(Map<String, Double> planned) {
        Map<String, Double> compiled = new HashMap<>(planned);
        compiled.keySet().removeIf(kind -> !CostModel.isOfNetwork(kind) && !kind.equals(MeasuredCosts.START));
        double all = measured.expected(planned);
        return all <= 0 ? 0 : 1 - measured.expected(compiled) / all;
    }

    private void spend(Map<String, Double> planned) {
        planned.forEach((kind, cost) -> left.merge(kind, -cost, Double::sum));
    }

    /** A branch took so long; one that failed tells nothing of costs. */
    synchronized void done(Branch branch, Optional<Duration> took, long now) {
        observe(now);
        RunningBranch run = known(branch, now);
        busy += took.map(RemainingWork::seconds).orElseGet(() -> run.age(now));
        spend(run.left());
        took.ifPresent(time -> learn(run.left(), run.untold(seconds(time)), now));
        running.remove(run);
        queued.removeIf(other -> other.isOf(branch));
        start(now);
    }

    /** One that ended before it was known to run began just now. */
    private RunningBranch known(Branch branch, long now) {
        return running.stream()
                .filter(run -> run.isOf(branch))
                .findFirst()
                .orElseGet(() -> new RunningBranch(branch, planned(branch), now));
    }

    private Map<String, Double> planned(Branch branch) {
        return queued.stream()
                .filter(waiting -> waiting.isOf(branch))
                .map(Waiting::planned)
                .findFirst()
                .orElseGet(() -> costs.apply(branch));
    }

    private void start(long now) {
        while (!queued.isEmpty() && running.size() < slots) {
            Waiting first = queued.remove();
            running.add(new RunningBranch(first.branch(), first.planned(), now));
        }
    }

    private void observe(long now) {
        occupied += running.size() * (now - seen) / NANOS;
        seen = now;
    }

    /** What each kind of work cost so far, in parts of what was planned. */
    synchronized Map<String, Double> factors() {
        return measured.factors();
    }

    /** Seconds that slots were busy with branches. */
    synchronized double busy() {
        return busy;
    }

    /** Expected seconds of all that is left, on one core. */
    synchronized double expected() {
        return measured.expected(left);
    }

    /** What is left, as of now; empty as long as nothing is planned. */
    synchronized Optional<Duration> left(long now) {
        return isPlanned ? Optional.of(Duration.ofNanos((long) (NANOS * Math.max(0, seconds(now))))) : Optional.empty();
    }

    private double seconds(long now) {
        double slowdown = slowdown(now);
        double all = slowdown * measured.expected(left);
        double done =
                running.stream().mapToDouble(run -> done(run, slowdown, now)).sum();
        double longest = running.stream()
                .mapToDouble(run -> path(run, slowdown, now))
                .max()
                .orElse(0);
        return Math.max((all - done) / (slots * efficiency(now)), longest);
    }

    /** What running branches tell that take far longer than expected already: by so much more than expected all takes, at least. */
    private double slowdown(long now) {
        List<RunningBranch> late = running.stream()
                .filter(run -> run.untold(now) > FAR * expected(run) + SILENCE)
                .toList();
        double known = measured.seconds();
        double planned = known + late.stream().mapToDouble(this::expected).sum();
        double taken = known + late.stream().mapToDouble(run -> run.untold(now)).sum();
        return planned == 0 ? 1 : taken / planned;
    }

    private double expected(RunningBranch run) {
        return measured.expected(run.left());
    }

    /** Seconds of a running branch that are over, of those that it has not told of. */
    private double done(RunningBranch run, double slowdown, long now) {
        return Math.min(run.untold(now), slowdown * expected(run));
    }

    /** Seconds until the last branch that waits for a running one has finished. */
    private double path(RunningBranch run, double slowdown, long now) {
        Branch branch = run.branch();
        double own = measured.expected(costs.apply(branch));
        double behind = branch.cost() == 0 ? 0 : (branch.path() - branch.cost()) * own / branch.cost();
        return slowdown * (expected(run) + behind) - done(run, slowdown, now);
    }

    /** The part of an occupied slot's time that branches take, and not what lies between them. */
    private double efficiency(long now) {
        double ages = running.stream().mapToDouble(run -> run.age(now)).sum();
        return Math.min(1, (busy + ages + TRUST) / (occupied(now) + TRUST));
    }

    /** Seconds that slots had a branch. */
    private double occupied(long now) {
        return occupied + running.size() * (now - seen) / NANOS;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
