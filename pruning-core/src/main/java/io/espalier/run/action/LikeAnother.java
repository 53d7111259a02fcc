package io.espalier.run.action;

import io.espalier.export.DeployedNetwork;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Selection;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Pruning;
import java.util.Arrays;

/** The actions that give a network the size of another one, so that the two can be compared. */
public record LikeAnother(ExecutionContext context) {
    public Snapshot match(Snapshot before, Action.Match action, Groups groups) {
        Mask other = context.references().snapshot(action).mask();
        Mask mask =
                Selection.matching(groups, other, before.mask(), context.key().with("placement"));
        Progress p = before.progress();
        return before.withMask(mask)
                .withPruning(new Pruning(action.grouping(), null, null))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps() + 1, p.draws(), p.epochs(), p.iterations(), p.seconds()));
    }

    /** The weights of the small network stand where its units stand in the whole one; statistics stay as they begin. */
    public Snapshot shrink(Snapshot before, Action.Shrink action) {
        Network network = context.network();
        Snapshot other = context.references().snapshot(action);
        Compaction small = Compaction.of(network, DeployedNetwork.decoded(network, other));
        float[] drawn = Initialization.weights(small.network(), context.key());
        float[] weights = Initialization.weights(network, context.key());
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
