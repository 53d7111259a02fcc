package io.espalier.export;

import io.espalier.binding.Canonical;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every file says of the network in it. */
final class Metadata {
    /** Names of the classes in the order of the logits, or of the columns in the order of the values, as a JSON list. */
    static final String LABELS = "labels";

    /** What each feature of the input is, in order: column, level, and what stands for a missing number. */
    static final String FEATURES = "features";

    /** How activations are rounded, by name, as JSON; left out where they are not. */
    static final String ACTIVATIONS = "activations";

    private Metadata() {}

    static SortedMap<String, String> of(DeployedNetwork network) {
        SortedMap<String, String> metadata =
                network.lineage() == null ? new TreeMap<>() : network.lineage().metadata();
        metadata.put(LABELS, Canonical.json(network.outputs().labels()));
        if (!network.features().isEmpty()) {
            metadata.put(FEATURES, Canonical.json(network.features()));
        }
        if (network.integers() != null) {
            metadata.put(ACTIVATIONS, Canonical.json(network.integers().activations()));
        }
        return metadata;
    }
}
