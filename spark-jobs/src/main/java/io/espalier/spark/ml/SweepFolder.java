package io.espalier.spark.ml;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.FeatureScaling;
import io.espalier.engine.Engine;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ScalingTensors;
import io.espalier.export.int8.ActivationTable;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.plan.tree.StepKey;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Tensor;
import io.espalier.snapshot.Weights;
import io.espalier.spark.sweep.ExecutorData;
import io.espalier.spark.sweep.StoredNetworks;
import io.espalier.storage.Content;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.storage.StoredFile;
import io.espalier.sweep.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a fit are.
 *
 * @param folder that the sweep ran in
 * @param trials the trials table, {@code front} the front, there or where they were saved
 * @param store of the networks
 * @param input shape of an example, as in 1x8x8
 */
record SweepFolder(String folder, String trials, String front, String store, String input, int classes)
        implements Serializable {
    static SweepFolder of(Storage folder, Storage store, Shape input, int classes) {
        String at = folder.location();
        return new SweepFolder(at, at + "/tables/trials", at + "/front", store.location(), input + "", classes);
    }

    /** The same with its tables where they were saved. */
    SweepFolder tablesIn(String otherTrials, String otherFront) {
        return new SweepFolder(folder, otherTrials, otherFront, store, input, classes);
    }

    Dataset<Row> trials(SparkSession session) {
        return session.read().parquet(trials);
    }

    Dataset<Row> front(SparkSession session) {
        return session.read().parquet(front);
    }

    /** Keeps how features of one split are scaled, for {@link #network}. */
    void saveScaling(String dataHash, FeatureScaling scaling) throws IOException {
        byte[] content = Safetensors.of(ScalingTensors.write(scaling), Map.of()).toBytes();
        Storages.of(folder).replace(scalingFile(dataHash), Content.of(content));
    }

    private static String scalingFile(String dataHash) {
        return "scaling/" + dataHash + ".safetensors";
    }

    /**
     * The network of one trial.
     *
     * @param trial a row of the trials table
     * @throws IOException if the store or the folder does not have it any more
     */
    TrainedNetwork network(Row trial) throws IOException {
        String json = trial.getAs("recipe");
        StoredNetworks.load(Storages.of(store), json);
        Trial recipe = Binder.ofContext().parse(json, Trial.class);
        Shape shape = TrainedNetwork.shape(input);
        Network network = recipe.network().build(shape, classes);
        StepKey key = new StepKey(trial.getAs("step_key"));
        Snapshot snapshot = new StepStore(ContentStore.open(Storages.of(store)), StepStore.Access.REUSE)
                .snapshot(key, network)
                .orElseThrow(() ->
                        new FileNotFoundException("Cannot load a network: " + key.value() + " is not in " + store));
        return new TrainedNetwork(
                recipe.network(),
                shape,
                classes,
                Weights.of(DeployedNetwork.decoded(network, snapshot)),
                scaling(trial.getAs("data_hash")),
                null,
                activations(network, snapshot, trial.getAs("data_hash")));
    }

    /** Calibrated as they were when the trial was measured: on the training part, which the store holds. */
    private @Nullable Tensor activations(Network network, Snapshot snapshot, String dataHash) throws IOException {
        if (!DeployedNetwork.isRounded(snapshot)) {
            return null;
        }
        io.espalier.data.Dataset train =
                ExecutorData.splits(Storages.of(store), dataHash).train();
        QuantizedNetwork integers =
                DeployedNetwork.of(network, snapshot, train, Engine.ofProcess()).integers();
        byte[] table = ActivationTable.write(Objects.requireNonNull(integers));
        return Tensor.of(List.of(table.length), table);
    }

    private FeatureScaling scaling(String dataHash) throws IOException {
        return ScalingTensors.read(Safetensors.parse(new StoredFile(Storages.of(folder), scalingFile(dataHash)).bytes())
                .tensors());
    }

    String toJson() {
        return Canonical.json(this);
    }

    static SweepFolder ofJson(String json) {
        return Binder.ofContext().parse(json, SweepFolder.class);
    }
}
