package io.espalier.spark.export;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.engine.Engine;
import io.espalier.engine.Processor;
import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.Execution;
import io.espalier.export.ExportException;
import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFormat;
import io.espalier.export.NoRuntimeException;
import io.espalier.export.TrialData;
import io.espalier.export.TrialLineage;
import io.espalier.network.Network;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.ExportRow;
import io.espalier.result.TrialRow;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import io.espalier.spark.report.FoundTrial;
import io.espalier.spark.sweep.Build;
import io.espalier.spark.sweep.StoredNetworks;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exports trials of one sweep: takes the network from the store, executes what a format makes of it, writes, and notes it. */
public final class SweepExports {
    private final Storage out;
    private final Storage store;
    private final Unexecuted unexecuted;
    private final Map<DataSpec, TrialData> data = new HashMap<>();

    /** What becomes of files that nothing on this machine can execute. */
    public enum Unexecuted {
        REFUSE,
        /** They are written, and not noted. */
        WRITE
    }

    /** @param store of the sweep's networks */
    public SweepExports(Storage out, Storage store, Unexecuted unexecuted) {
        this.out = out;
        this.store = store;
        this.unexecuted = unexecuted;
    }

    /**
     * Exports one trial.
     *
     * @param base what file names begin with; null for the trial's id
     * @throws io.espalier.binding.InvalidValueException if there is no such trial
     * @throws IOException if the trial did not complete, its network or data are gone, or the format or folder refuse
     */
    public Exported export(String trialId, ExportFormat format, ExportFolder folder, @Nullable String base)
            throws IOException {
        TrialRow row = completed(FoundTrial.in(out, trialId));
        StoredNetworks.load(store, row.identity().recipe());
        Trial trial = Binder.ofContext().parse(row.identity().recipe(), Trial.class);
        TrialData of = data(trial, row);
        DeployedNetwork network = network(trial, row, of);
        String name = base == null ? row.identity().trialId() : base;
        Artifact artifact = format.write(network, name, of.calibration());
        folder.checkFree(artifact.files().keySet());
        Execution execution = executed(() -> Execution.of(artifact, format.name(), network, of, trial.task()));
        Exported exported = new Exported(
                folder.folder().locate(artifact.files().firstKey()), artifact, format.advice(network), execution);
        folder.write(artifact.files());
        if (execution != null) {
            ExportLog.in(out).append(row(row, format, exported, execution));
        }
        return exported;
    }

    private @Nullable Execution executed(Executing executing) throws IOException {
        try {
            return executing.execute();
        } catch (NoRuntimeException e) {
            if (unexecuted == Unexecuted.REFUSE) {
                throw e;
            }
            return null;
        }
    }

    /** The executing of an artifact. */
    @FunctionalInterface
    private interface Executing {
        Execution execute() throws IOException;
    }

    private static TrialRow completed(FoundTrial found) throws ExportException {
        String trial = "trial " + found.plan().trialId();
        if (found.record() == null) {
            throw new ExportException(trial, "it has not finished yet");
        }
        TrialRow row = found.record().trial();
        if (row.outcome().state() != TrialRow.State.COMPLETED) {
            throw new ExportException(
                    trial,
                    "it did not complete: " + row.outcome().state() + ", "
                            + row.outcome().errorMessage());
        }
        return row;
    }

    private TrialData data(Trial trial, TrialRow row) throws IOException {
        DataSpec spec = trial.data();
        if (!data.containsKey(spec)) {
            data.put(spec, TrialData.load(spec, trial.task().targets()));
        }
        TrialData found = data.get(spec);
        if (!found.scaled().hash().equals(row.provenance().dataHash())) {
            throw new ExportException("trial " + row.identity().trialId(), "its data have changed since it ran");
        }
        return found;
    }

    private DeployedNetwork network(Trial trial, TrialRow row, TrialData of) throws IOException {
        TrialRow.Identity identity = row.identity();
        Network network = trial.network()
                .build(of.rawTest().shape(), of.rawTest().targets().shape());
        DeployedNetwork deployed = DeployedNetwork.of(
                        network,
                        snapshot(new StepKey(identity.stepKey()), network),
                        of.scaled().train(),
                        Engine.ofProcess())
                .prepared(of.scaled().preparation(), of.scaled().train().targets())
                .from(new TrialLineage(
                        identity.trialId(),
                        identity.stepKey(),
                        identity.recipe(),
                        row.provenance().dataHash(),
                        row.provenance().codeVersion()));
        if (row.size() == null || deployed.encoded().length() != row.size().bytes()) {
            throw new ExportException(
                    "trial " + identity.trialId(),
                    "its stored network takes " + deployed.encoded().length() + " bytes, its row says otherwise");
        }
        return deployed;
    }

    private Snapshot snapshot(StepKey key, Network network) throws IOException {
        Optional<Snapshot> found =
                new StepStore(ContentStore.open(store), StepStore.Access.REUSE).snapshot(key, network);
        if (found.isEmpty()) {
            String reason = store.list("").isEmpty() ? "no such store" : "it does not hold the network " + key.value();
            throw new StoreException("export from", store.toString(), reason + " (choose another store with --store)");
        }
        return found.get();
    }

    private static ExportRow row(TrialRow trial, ExportFormat format, Exported exported, Execution execution)
            throws IOException {
        Artifact artifact = exported.artifact();
        Artifact.Footprint footprint = artifact.footprint();
        return new ExportRow(
                trial.identity().trialId(),
                format.name(),
                exported.file(),
                artifact.bytes(),
                artifact.runtime(),
                execution.examples(),
                execution.error(),
                execution.difference(),
                footprint == null ? null : (Long) footprint.flash(),
                footprint == null ? null : (Long) footprint.ram(),
                Build.version(),
                Processor.name(),
                Instant.now().toString(),
                execution.measure().column());
    }
}
