package io.espalier.spark.ml;

import org.apache.spark.ml.param.Param;

/** What network there is. */
public interface NetworkParams extends ImageParams {
    /** The network's family and its knobs, in YAML, as under {@code network} of a sweep's file. */
    default Param<String> network() {
        return new Param<>(
                this, "network", "the network in YAML, as in { family: mlp, hidden: [64, 32], activation: relu }");
    }

    default String getNetwork() {
        return getOrDefault(network());
    }
}
