package io.espalier.run;

import io.espalier.network.Network;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Action.TrainBatches;

/**
 * What the training of a dense network takes at least: each weight with its gradient and the optimiser's moments, and for
 * each example of a batch the outputs of all nodes, which the way back needs; four bytes a number. Data, libraries and
 * what criteria take are not in it.
 */
final class TrainingMemory {
    private TrainingMemory() {}

    /** In bytes; 0 for what does not train. */
    static long of(Network network, Action action) {
        if (!(action instanceof TrainBatches batches)) {
            return 0;
        }
        long ofWeights = network.layout().size() * (2L + batches.optimizer().moments());
        long ofAnExample = network.input().elements()
                + network.nodes().stream()
                        .mapToLong(node -> network.shape(node.name()).elements())
                        .sum();
        return Float.BYTES * (ofWeights + batches.batch() * ofAnExample);
    }
}
