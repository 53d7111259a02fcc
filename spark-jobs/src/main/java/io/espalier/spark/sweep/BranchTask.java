package io.espalier.spark.sweep;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.run.BranchRunner;
import io.espalier.run.store.StepStore;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.sweep.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/**
 * Runs one branch on an executor. Travels as plain text: the branch's canonical JSON in, measurements as JSON out, so
 * that nothing depends on Java or Kryo serialisation of our types.
 *
 * @param store folder that driver and executors share
 * @param codeVersion for provenance
 */
record BranchTask(String store, String codeVersion, Sharing sharing, Limits limits)
        implements Function<String, Map<String, String>> {

    /** Without limits. */
    BranchTask(String store, String codeVersion, Sharing sharing) {
        this(store, codeVersion, sharing, Limits.NONE);
    }

    static String encode(Branch branch) {
        return Canonical.json(branch.alone());
    }

    @Override
    public Map<String, String> call(String json) throws Exception {
        Storage root = Storages.of(store);
        StoredNetworks.load(root, json);
        Branch branch = Binder.ofContext().parse(json, Branch.class);
        Splits splits = ExecutorData.splits(root, branch.root().dataHash());
        StepStore stepStore = new StepStore(ContentStore.open(root), sharing.access());
        Map<StepKey, Measurement> results =
                new BranchRunner(Engine.ofProcess(), stepStore, branch, splits, limits, codeVersion).run();
        Map<String, String> texts = new LinkedHashMap<>();
        results.forEach((key, result) ->
                texts.put(key.value(), new String(MeasurementJson.write(result), StandardCharsets.UTF_8)));
        return texts;
    }
}
