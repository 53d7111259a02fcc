package io.espalier.run;

import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.store.StepLookup;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import io.espalier.sweep.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one branch: walks its segments depth first, keeps the snapshot of each fork in memory, stores
 * and measures where the segments say so. What the step store already holds is not done again. A failure ends the segment that it
 * happens in and all behind it, as rows; the segments beside it go on.
 */
public final class BranchRunner {
    private final StepStore stepStore;
    private final StepLookup lookup;
    private final ExecutionContext context;
    private final Branch branch;
    private final Limits limits;
    private final ActionExecutor actions;
    private final TrialEvaluator measuring;
    private final MetricEvaluator assessing;
    private final Provenance provenance;
    private final Failures failures;
    private final Map<StepKey, Measurement> results = new HashMap<>();

    /** @param codeVersion of the build that plans the sweep */
    public BranchRunner(
            Engine engine, StepStore stepStore, Branch branch, Splits data, Limits limits, String codeVersion) {
        this.stepStore = stepStore;
        this.lookup = StepLookup.in(stepStore);
        this.branch = branch;
        this.limits = limits;
        this.context = ExecutionContext.of(engine, stepStore, branch.root(), data);
        this.actions = new ActionExecutor(context);
        this.failures = new Failures(engine);
        this.provenance = CurrentProvenance.of(engine, data.hash(), codeVersion);
        this.measuring = new TrialEvaluator(context, provenance);
        this.assessing = new MetricEvaluator(context, provenance);
    }

    /**
     * One measurement per place that the branch measures, and a failed one per place that it could not store.
     *
     * @throws LostSnapshotException if the snapshot to start from is not there, or not whole
     * @throws IOException if the step store cannot be read or written: the branch can be tried again
     */
    public Map<StepKey, Measurement> run() throws IOException {
        List<Segment> segments = branch.segments();
        if (!allDone(segments)) {
            Snapshot from = branch.from() == null ? null : start(branch.from());
            TrialExecutor executor =
                    TrialExecutor.of(limits, from == null ? 0 : from.progress().seconds());
            for (Segment segment : segments) {
                run(segment, () -> from, executor.fork());
            }
        }
        return Map.copyOf(results);
    }

    private Snapshot start(StepKey key) throws IOException {
        return stepStore.snapshot(key, context.network()).orElseThrow(() -> new LostSnapshotException(key));
    }

    /** What a segment grows from, made when it is first asked for if it was not before. */
    @FunctionalInterface
    private interface StartingPoint {
        @Nullable
        Snapshot snapshot() throws IOException;
    }

    private void run(Segment segment, StartingPoint before, TrialExecutor executor) throws IOException {
        if (allDone(List.of(segment))) {
            return;
        }
        StartingPoint origin;
        try {
            if (segment.end() != Segment.End.PASS || isToBeMade(segment)) {
                Optional<Snapshot> snapshot = perform(segment, before, executor);
                if (snapshot.isEmpty()) {
                    return;
                }
                origin = snapshot::get;
            } else {
                origin = () -> make(segment, begin(segment, before), executor);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(segment, failures.measurement(e, provenance));
            return;
        }
        for (Segment next : segment.next()) {
            run(next, origin, executor.fork());
        }
    }

    /** Of all places here and behind that are measured, what the store has stands. */
    private void fail(Segment failed, Measurement failure) throws IOException {
        for (Segment segment : failed.all().toList()) {
            if (segment.end() != Segment.End.PASS && !isDone(segment)) {
                results.putIfAbsent(segment.key(), failure);
            }
        }
    }

    /** What is at the segment's end; nothing where a copy of this task has done all meanwhile that the segment is for. */
    private Optional<Snapshot> perform(Segment segment, StartingPoint before, TrialExecutor executor)
            throws IOException {
        Optional<Snapshot> stored = stored(segment);
        Optional<Snapshot> snapshot = stored.isPresent() ? stored : makeUnlessDone(segment, before, executor);
        if (snapshot.isPresent() && segment.end().isMeasured() && !results.containsKey(segment.key())) {
            results.put(segment.key(), measured(segment, snapshot.get(), executor));
        }
        return snapshot;
    }

    private Optional<Snapshot> stored(Segment segment) throws IOException {
        return segment.end().isStored() ? lookup.snapshot(segment.key(), context.network()) : Optional.empty();
    }

    /** Checks the store once more, as the first thing of the step: a copy of this task may have been faster. */
    private Optional<Snapshot> makeUnlessDone(Segment segment, StartingPoint before, TrialExecutor executor)
            throws IOException {
        Snapshot from = begin(segment, before);
        Optional<Snapshot> stored = stored(segment);
        if (stored.isPresent() || allDone(List.of(segment))) {
            StepLog.spared(segment);
            return stored;
        }
        return Optional.of(make(segment, from, executor));
    }

    private @Nullable Snapshot begin(Segment segment, StartingPoint before) throws IOException {
        Snapshot from = before.snapshot();
        checkMemory(segment);
        StepLog.begun(segment);
        return from;
    }

    private Snapshot make(Segment segment, @Nullable Snapshot before, TrialExecutor executor) throws IOException {
        long start = System.nanoTime();
        Snapshot snapshot = executor.call(() -> actions.applyAll(before, segment.actions()));
        if (segment.end().isStored()) {
            stepStore.put(segment.key(), snapshot, context.network(), Duration.ofNanos(System.nanoTime() - start));
            StepLog.stored(segment);
        }
        return snapshot;
    }

    private Measurement measured(Segment segment, Snapshot snapshot, TrialExecutor executor) throws IOException {
        StepLog.measuring(segment);
        Optional<Measurement> known = lookup.measurement(segment.key());
        if (known.isPresent()) {
            StepLog.known(segment);
            return known.get();
        }
        Measurement measurement = executor.call(() -> measurement(segment, snapshot));
        stepStore.put(segment.key(), measurement);
        StepLog.measured(segment);
        return measurement;
    }

    private Measurement measurement(Segment segment, Snapshot snapshot) {
        return segment.end() == Segment.End.ASSESS
                ? assessing.assess(snapshot, (Action.Assess)
                        segment.actions().get(segment.actions().size() - 1))
                : measuring.measure(snapshot);
    }

    private void checkMemory(Segment segment) {
        long most = limits.bytes().orElse(Long.MAX_VALUE);
        for (Action action : segment.actions()) {
            TrainingMemory.of(context.network(), action).requireAtMost(most);
        }
    }

    /** False where all that is missing is measurements of stored places: they need nothing that lies before them. */
    private boolean isToBeMade(Segment segment) throws IOException {
        if (segment.end() != Segment.End.PASS) {
            return !lookup.holds(segment.key());
        }
        for (Segment next : segment.next()) {
            if (!allDone(List.of(next)) && isToBeMade(next)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every place measured in these segments is in the step store; those before the first that is not become results. */
    private boolean allDone(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            if (!isDone(segment) || !allDone(segment.next())) {
                return false;
            }
        }
        return true;
    }

    private boolean isDone(Segment segment) throws IOException {
        if (segment.end() == Segment.End.STORE) {
            return lookup.holds(segment.key());
        }
        if (segment.end().isMeasured() && !results.containsKey(segment.key())) {
            lookup.measurement(segment.key()).ifPresent(known -> results.put(segment.key(), known));
        }
        return !segment.end().isMeasured() || results.containsKey(segment.key());
    }
}
