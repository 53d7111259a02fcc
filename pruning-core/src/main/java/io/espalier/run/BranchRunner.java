package io.espalier.run;

import io.espalier.config.Limits;
import io.espalier.data.Splits;
import io.espalier.plan.Action;
import io.espalier.plan.Branch;
import io.espalier.plan.KeyedTwig;
import io.espalier.plan.StepKey;
import io.espalier.plan.Twig;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one branch: walks its twigs depth first, keeps the snapshot of each fork in memory, stores
 * and measures where the twigs say so. What the vault already holds is not done again. A failure ends the twig that it
 * happens in and all behind it, as rows; the twigs beside it go on.
 */
public final class BranchRunner {
    private final Vault vault;
    private final Setting setting;
    private final Branch branch;
    private final Limits limits;
    private final Actions actions;
    private final Measuring measuring;
    private final Assessing assessing;
    private final Provenance provenance;
    private final Map<StepKey, Measurement> results = new HashMap<>();

    public BranchRunner(Vault vault, Branch branch, Splits data, Limits limits, String codeVersion) {
        this.vault = vault;
        this.branch = branch;
        this.limits = limits;
        this.setting = Setting.of(vault, branch.root(), data);
        this.actions = new Actions(setting);
        this.provenance = Provenances.here(data.hash(), codeVersion);
        this.measuring = new Measuring(setting, actions, provenance);
        this.assessing = new Assessing(setting, provenance);
    }

    /**
     * One measurement per place that the branch measures, and a failed one per place that it could not store.
     *
     * @throws LostSnapshotException if the snapshot to start from is not there, or not whole
     * @throws IOException if the vault cannot be read or written: the branch can be tried again
     */
    public Map<StepKey, Measurement> run() throws IOException {
        List<KeyedTwig> twigs = KeyedTwig.of(branch.twigs(), branch.start());
        if (!allDone(twigs)) {
            Snapshot from = branch.from() == null ? null : start(branch.from());
            Watch watch = Watch.of(limits, from == null ? 0 : from.progress().seconds());
            for (KeyedTwig twig : twigs) {
                grow(twig, () -> from, watch.fork());
            }
        }
        return Map.copyOf(results);
    }

    private Snapshot start(StepKey key) throws IOException {
        return vault.snapshot(key, setting.network()).orElseThrow(() -> new LostSnapshotException(key));
    }

    /** What a twig grows from, made when it is first asked for if it was not before. */
    @FunctionalInterface
    private interface Ground {
        @Nullable
        Snapshot snapshot() throws IOException;
    }

    private void grow(KeyedTwig twig, Ground before, Watch watch) throws IOException {
        if (allDone(List.of(twig))) {
            return;
        }
        Ground ground;
        try {
            if (twig.twig().end() != Twig.End.PASS || isToBeMade(twig)) {
                Optional<Snapshot> snapshot = perform(twig, before, watch);
                if (snapshot.isEmpty()) {
                    return;
                }
                ground = snapshot::get;
            } else {
                ground = () -> make(twig, begin(twig, before), watch);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            twig.ends().forEach(k -> results.putIfAbsent(k, Failures.measurement(e, provenance)));
            return;
        }
        for (KeyedTwig next : twig.next()) {
            grow(next, ground, watch.fork());
        }
    }

    /** What is at the twig's end; nothing where a copy of this task has done all meanwhile that the twig is for. */
    private Optional<Snapshot> perform(KeyedTwig twig, Ground before, Watch watch) throws IOException {
        Optional<Snapshot> stored = stored(twig);
        Optional<Snapshot> snapshot = stored.isPresent() ? stored : makeUnlessDone(twig, before, watch);
        if (snapshot.isPresent() && twig.twig().end().isMeasured() && !results.containsKey(twig.key())) {
            results.put(twig.key(), measured(twig, snapshot.get(), watch));
        }
        return snapshot;
    }

    private Optional<Snapshot> stored(KeyedTwig twig) throws IOException {
        return twig.twig().end().isStored() ? vault.snapshot(twig.key(), setting.network()) : Optional.empty();
    }

    /** Looks into the store once more, as the first thing of the step: a copy of this task may have been faster. */
    private Optional<Snapshot> makeUnlessDone(KeyedTwig twig, Ground before, Watch watch) throws IOException {
        Snapshot from = begin(twig, before);
        Optional<Snapshot> stored = stored(twig);
        if (stored.isPresent() || allDone(List.of(twig))) {
            StepLog.spared(twig);
            return stored;
        }
        return Optional.of(make(twig, from, watch));
    }

    private @Nullable Snapshot begin(KeyedTwig twig, Ground before) throws IOException {
        Snapshot from = before.snapshot();
        checkMemory(twig);
        StepLog.begun(twig);
        return from;
    }

    private Snapshot make(KeyedTwig twig, @Nullable Snapshot before, Watch watch) throws IOException {
        long start = System.nanoTime();
        Snapshot snapshot =
                watch.call(() -> actions.applyAll(before, twig.twig().actions()));
        if (twig.twig().end().isStored()) {
            vault.put(twig.key(), snapshot, setting.network(), Duration.ofNanos(System.nanoTime() - start));
            StepLog.stored(twig);
        }
        return snapshot;
    }

    private Measurement measured(KeyedTwig twig, Snapshot snapshot, Watch watch) throws IOException {
        StepLog.measuring(twig);
        Optional<Measurement> known = vault.measurement(twig.key());
        if (known.isPresent()) {
            StepLog.known(twig);
            return known.get();
        }
        Measurement measurement = watch.call(() -> measurement(twig.twig(), snapshot));
        vault.put(twig.key(), measurement);
        StepLog.measured(twig);
        return measurement;
    }

    private Measurement measurement(Twig twig, Snapshot snapshot) {
        return twig.end() == Twig.End.ASSESS
                ? assessing.assess(snapshot, (Action.Assess)
                        twig.actions().get(twig.actions().size() - 1))
                : measuring.measure(snapshot);
    }

    private void checkMemory(KeyedTwig twig) {
        long most = limits.bytes().orElse(Long.MAX_VALUE);
        for (Action action : twig.twig().actions()) {
            long needed = TrainingMemory.of(setting.network(), action);
            if (needed > most) {
                throw new TooLargeException(needed, most);
            }
        }
    }

    /** False where all that is missing is measurements of stored places: they need nothing that lies before them. */
    private boolean isToBeMade(KeyedTwig twig) throws IOException {
        if (twig.twig().end() != Twig.End.PASS) {
            return !vault.holds(twig.key());
        }
        for (KeyedTwig next : twig.next()) {
            if (!allDone(List.of(next)) && isToBeMade(next)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every place measured in these twigs is in the vault; those that are become results. */
    private boolean allDone(List<KeyedTwig> twigs) throws IOException {
        boolean all = true;
        for (KeyedTwig twig : twigs) {
            StepKey key = twig.key();
            Twig.End end = twig.twig().end();
            if (end.isMeasured() && !results.containsKey(key)) {
                Optional<Measurement> known = vault.measurement(key);
                known.ifPresent(m -> results.put(key, m));
                all &= known.isPresent();
            }
            all &= end != Twig.End.STORE || vault.holds(key);
            all &= allDone(twig.next());
        }
        return all;
    }
}
