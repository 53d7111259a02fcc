package io.espalier.spark.sweep;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.engine.TimedEngine;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.run.BranchRunner;
import io.espalier.run.store.StepStore;
import io.espalier.storage.ContentStore;
import io.espalier.storage.CountedStorage;
import io.espalier.storage.Requests;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.sweep.Limits;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.Function;

/**
 * Runs one branch on an executor. Travels as plain text: the branch's canonical JSON in, measurements as JSON out, so
 * that nothing depends on Java or Kryo serialisation of our types.
 *
 * @param store folder that driver and executors share
 * @param codeVersion for provenance
 * @param requests hears of each request to the store; serializable
 * @param training counts mini-batches
 */
record BranchTask(
        String store, String codeVersion, Sharing sharing, Limits limits, Consumer<Requests> requests, Counted training)
        implements Function<String, Map<String, String>> {

    /** What counts the mini-batches of a branch. */
    interface Counted extends Serializable {
        /** @param branch its {@link #name} */
        TimedEngine.Listener of(String branch);
    }

    /** Without limits, and without counting. */
    BranchTask(String store, String codeVersion, Sharing sharing) {
        this(store, codeVersion, sharing, Limits.NONE, new Uncounted(), new Uncounted());
    }

    /** What a branch is known by on the driver and in its task: the first place that it measures or stores. */
    static String name(Branch branch) {
        return branch.ends().stream().findFirst().map(StepKey::value).orElse("");
    }

    static String encode(Branch branch) {
        return Canonical.json(branch.alone());
    }

    @Override
    public Map<String, String> call(String json) throws Exception {
        Storage root = new CountedStorage(Storages.of(store), requests);
        StoredNetworks.load(root, json);
        Branch branch = Binder.ofContext().parse(json, Branch.class);
        Splits splits = ExecutorData.splits(root, branch.root().dataHash());
        StepStore stepStore = new StepStore(ContentStore.open(root), sharing.access());
        Engine engine = new TimedEngine(Engine.ofProcess(), training.of(name(branch)));
        BranchRunner runner = new BranchRunner(engine, stepStore, branch, splits, limits, codeVersion);
        Map<StepKey, Measurement> results = runner.run();
        Map<String, String> texts = new LinkedHashMap<>();
        results.forEach((key, result) ->
                texts.put(key.value(), new String(MeasurementJson.write(result), StandardCharsets.UTF_8)));
        return texts;
    }

    private record Uncounted() implements Consumer<Requests>, Counted {
        @Override
        public void accept(Requests requests) {}

        @Override
        public TimedEngine.Listener of(String branch) {
            return (miniBatches, nanos) -> {};
        }
    }
}
