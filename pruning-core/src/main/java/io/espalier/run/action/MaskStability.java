package io.espalier.run.action;

import io.espalier.engine.score.TorchNetworkView;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Scope;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.StopRule;
import io.espalier.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The masks that pruning would draw at the last evaluations of a train step, the newest last. */
record MaskStability(StopRule.MaskDistance rule, List<Mask> drawn) {
    /** With the mask that {@code weights} give, and no more than the rule compares. */
    MaskStability next(ExecutionContext context, Snapshot from, float[] weights) {
        Groups groups = Groups.of(context.network(), rule.granularity(), OutputLayerPolicy.PRUNE);
        RandomKey key = context.key().with("stop").with(from.progress().trainSteps());
        TorchNetworkView view = new TorchNetworkView(
                context.network(),
                weights,
                context.data().train(),
                context.task().loss(),
                key,
                context.scoringOrder());
        Selection selection = new Selection(groups, new Scope.Global(), new PruneAmount.Target(rule.sparsity()), 0);
        boolean[] kept = selection.keep(rule.criterion().score(view, groups), groups.alive(from.mask()));
        List<Mask> last = new ArrayList<>(drawn);
        last.add(Mask.of(kept));
        return new MaskStability(
                rule, List.copyOf(last.subList(Math.max(0, last.size() - rule.window()), last.size())));
    }

    boolean isStable() {
        return rule.holds(drawn);
    }
}
