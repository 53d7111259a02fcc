package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.ToDoubleFunction;

/**
 * How long branches take when they are dispatched as the {@link Dispatcher} does it: the longest expected path first,
 * twice as many in flight as there are slots, those in flight in the order that they were submitted in. The driver itself
 * takes no time here.
 *
 * @param seconds that a branch takes
 */
record Schedule(int slots, ToDoubleFunction<Branch> seconds) {
    private record Running(Branch branch, double end) {}

    /** No schedule is shorter: the longest chain, or all work evenly on all slots. */
    double bound(List<Branch> branches) {
        double longest = branches.stream().mapToDouble(this::path).max().orElse(0);
        return Math.max(longest, branches.stream().mapToDouble(this::work).sum() / slots);
    }

    private double path(Branch branch) {
        return seconds.applyAsDouble(branch)
                + branch.next().stream().mapToDouble(this::path).max().orElse(0);
    }

    private double work(Branch branch) {
        return seconds.applyAsDouble(branch)
                + branch.next().stream().mapToDouble(this::work).sum();
    }

    double makespan(List<Branch> branches) {
        PriorityQueue<Branch> ready = new PriorityQueue<>(Dispatcher.LONGEST_PATH_FIRST);
        ready.addAll(branches);
        Queue<Branch> submitted = new ArrayDeque<>();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        while (true) {
            while (!ready.isEmpty() && submitted.size() + running.size() < Dispatcher.BRANCHES_PER_SLOT * slots) {
                submitted.add(ready.remove());
                start(submitted, running, now);
            }
            start(submitted, running, now);
            if (running.isEmpty()) {
                return now;
            }
            Running done = running.remove();
            now = done.end();
            ready.addAll(done.branch().next());
        }
    }

    private void start(Queue<Branch> submitted, Queue<Running> running, double now) {
        while (!submitted.isEmpty() && running.size() < slots) {
            Branch branch = submitted.remove();
            running.add(new Running(branch, now + seconds.applyAsDouble(branch)));
        }
    }
}
