package io.espalier.run.action;

import io.espalier.export.DeployedNetwork;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Mask;
import io.espalier.snapshot.Snapshot;
import java.util.Arrays;

/**
 * The units that live in another network, drawn anew. The weights of the small network stand where its units stand in the
 * whole one; statistics stay as they begin.
 */
final class ShrinkHandler implements ActionHandler<Action.Shrink> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Shrink action) {
        Network network = context.network();
        Snapshot other = context.references().snapshot(action);
        Compaction small = Compaction.of(network, DeployedNetwork.decoded(network, other));
        float[] drawn = Initialization.weights(small.network(), context.key());
        float[] weights = context.initialWeights();
        boolean[] kept = new boolean[weights.length];
        Arrays.fill(kept, network.layout().trainedSize(), kept.length, true);
        int[] places = small.places();
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                weights[places[i]] = drawn[i];
                kept[places[i]] = true;
            }
        }
        return before.withWeights(weights).withMask(Mask.of(kept));
    }
}
