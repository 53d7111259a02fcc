package io.espalier.spark.ml;

import io.espalier.engine.Engine;
import io.espalier.engine.LoadedNetwork;
import io.espalier.storage.DamagedException;
import java.util.HashMap;
import java.util.Map;

/**
 * A network that the tasks of this JVM predict with: loaded once, without its dead units, by the first task that asks
 * for it, shared by all slots, and closed when the last one lets go.
 */
final class SharedNetwork implements AutoCloseable {
    private static final Map<String, SharedNetwork> OPEN = new HashMap<>();

    private final String key;
    private final TrainedNetwork trained;
    private final LoadedNetwork loaded;
    private int users;

    private SharedNetwork(String key, TrainedNetwork trained) {
        this.key = key;
        this.trained = trained;
        this.loaded = trained.deployed().load(Engine.ofProcess());
    }

    /**
     * The network in these bytes; close it when done.
     *
     * @param key what equal bytes share, and no others
     */
    static SharedNetwork open(String key, byte[] file) throws DamagedException {
        synchronized (OPEN) {
            SharedNetwork network = OPEN.get(key);
            if (network == null) {
                network = new SharedNetwork(key, TrainedNetwork.ofFile(file));
                OPEN.put(key, network);
            }
            network.users++;
            return network;
        }
    }

    /** How many networks this JVM holds open. */
    static int open() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    TrainedNetwork trained() {
        return trained;
    }

    /** A batch for one thread. */
    PredictionBatch batch() {
        return new PredictionBatch(loaded.batch());
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(key);
                loaded.close();
            }
        }
    }

    /** Rows in, logits out; for one thread. */
    final class PredictionBatch {
        private final LoadedNetwork.PredictionBatch batch;

        private PredictionBatch(LoadedNetwork.PredictionBatch batch) {
            this.batch = batch;
        }

        void put(int row, double[] features) {
            float[] scaled = new float[features.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = trained.scaling().apply(i, features[i]);
            }
            batch.put(row, scaled);
        }

        /** The outputs of the first {@code rows} rows, one array each: logits, or values. */
        double[][] logits(int rows) {
            float[] flat = batch.logits(rows);
            int classes = trained.classes();
            double[][] logits = new double[rows][classes];
            for (int i = 0; i < flat.length; i++) {
                logits[i / classes][i % classes] = trained.output(i % classes, flat[i]);
            }
            return logits;
        }
    }
}
