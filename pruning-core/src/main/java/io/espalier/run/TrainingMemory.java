package io.espalier.run;

import io.espalier.network.Network;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Action.TrainBatches;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.run.action.TrialFailure;

/**
 * What the training of a dense network takes at least: each weight with its gradient and the optimiser's moments, and for
 * each example of a batch the outputs of all nodes, which the way back needs; four bytes a number. Data, libraries and
 * what criteria take are not in it.
 *
 * @param bytes 0 for what does not train
 */
record TrainingMemory(long bytes) {
    private static final int MEBI = 20;

    static TrainingMemory of(Network network, Action action) {
        if (!(action instanceof TrainBatches batches)) {
            return new TrainingMemory(0);
        }
        long ofWeights = network.layout().size() * (2L + batches.optimizer().moments());
        long ofAnExample = network.input().elements()
                + network.nodes().stream()
                        .mapToLong(node -> network.shape(node.name()).elements())
                        .sum();
        return new TrainingMemory(Float.BYTES * (ofWeights + batches.batch() * ofAnExample));
    }

    /** @throws TrialFailure where it is more, before anything is begun */
    void requireAtMost(long most) {
        if (bytes > most) {
            throw new TrialFailure(
                    ErrorCode.OUT_OF_MEMORY,
                    "Cannot train: it takes at least " + (bytes >> MEBI) + " MiB (the limit is " + (most >> MEBI)
                            + " MiB)");
        }
    }
}
