package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A sweep by a clock that is only counted: branches are dispatched as the {@link Dispatcher} does it, and what is left is
 * asked for again and again.
 *
 * @param costs planned seconds of a branch by kind of work
 * @param starting planned seconds of the first branch of a slot besides
 * @param seconds that a branch takes
 */
record SimulatedSweep(
        int slots, Function<Branch, Map<String, Double>> costs, double starting, ToDoubleFunction<Branch> seconds) {
    private static final double NANOS = 1e9;
    private static final int ASKED = 10;

    /** What was said to be left at a moment, in seconds. */
    record Said(double moment, double left) {
        /** How wrong it was, in parts of what was left. */
        double error(double end) {
            return Math.abs(left - (end - moment)) / (end - moment);
        }
    }

    /** What was said, the first end of a branch and the end of all. */
    record Told(List<Said> all, double first, double end) {
        /** The largest error between two parts of the whole time. */
        double worst(double from, double to) {
            return all.stream()
                    .filter(said -> said.moment() >= from * end && said.moment() <= to * end)
                    .mapToDouble(said -> said.error(end))
                    .max()
                    .orElse(0);
        }
    }

    private record Running(Branch branch, double begin, double end) {
        TrainingSoFar trained(double moment) {
            double part = (moment - begin) / (end - begin);
            return new TrainingSoFar(
                    BranchTask.name(branch), (long) (part * branch.miniBatches()), part * (end - begin));
        }
    }

    Told run(List<Branch> branches) {
        RemainingWork work = new RemainingWork();
        work.planned(branches, costs, starting, 0);
        WaitingBranches ready = new WaitingBranches(Dispatcher.LONGEST_PATH_FIRST);
        branches.forEach(ready::add);
        Deque<Branch> submitted = new ArrayDeque<>();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        List<Said> said = new ArrayList<>();
        double now = 0;
        double first = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            List<Branch> job = new ArrayList<>();
            while (!ready.isEmpty()
                    && submitted.size() + running.size() + job.size() < Dispatcher.BRANCHES_PER_SLOT * slots) {
                job.add(ready.next());
            }
            work.submitted(job, slots, nanos(now));
            submitted.addAll(job);
            start(submitted, running, now);
            Running done = running.peek();
            ask(work, running, done, now, said);
            running.remove();
            now = done.end();
            first = first == 0 ? now : first;
            work.done(done.branch(), Optional.of(Duration.ofNanos(nanos(done.end() - done.begin()))), nanos(now));
            ready.finished(done.branch());
            done.branch().next().forEach(ready::add);
            start(submitted, running, now);
        }
        return new Told(said, first, now);
    }

    private void start(Deque<Branch> submitted, PriorityQueue<Running> running, double now) {
        while (!submitted.isEmpty() && running.size() < slots) {
            Branch branch = submitted.remove();
            running.add(new Running(branch, now, now + seconds.applyAsDouble(branch)));
        }
    }

    /** A few times until a branch has finished; those that train tell how far they are. */
    private static void ask(
            RemainingWork work, Collection<Running> running, Running next, double from, List<Said> said) {
        for (int i = 0; i < ASKED; i++) {
            double moment = from + (double) i / ASKED * (next.end() - from);
            running.forEach(run -> work.trained(run.trained(moment), nanos(moment)));
            said.add(new Said(moment, work.left(nanos(moment)).orElseThrow().toNanos() / NANOS));
        }
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }
}
