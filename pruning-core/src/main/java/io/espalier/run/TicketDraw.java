package io.espalier.run;

import io.espalier.engine.TorchView;
import io.espalier.prune.Amount;
import io.espalier.prune.Classifier;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Scope;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.recipe.StopRule;
import io.espalier.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The masks that pruning would draw at the last looks of a train step, the newest last. */
record TicketDraw(StopRule.MaskDistance rule, List<Mask> drawn) {
    /** With the mask that {@code weights} give, and no more than the rule compares. */
    TicketDraw next(Setting setting, Snapshot from, float[] weights) {
        Groups groups = Groups.of(setting.network(), rule.granularity(), Classifier.PRUNE);
        RandomKey key = setting.key().with("stop").with(from.progress().trainSteps());
        TorchView view =
                new TorchView(setting.network(), weights, setting.data().train(), key, setting.scoringOrder());
        Selection selection = new Selection(groups, new Scope.Global(), new Amount.Target(rule.sparsity()), 0);
        boolean[] kept = selection.keep(rule.criterion().score(view, groups), groups.alive(from.mask()));
        List<Mask> last = new ArrayList<>(drawn);
        last.add(Mask.of(kept));
        return new TicketDraw(rule, List.copyOf(last.subList(Math.max(0, last.size() - rule.window()), last.size())));
    }

    boolean isSettled() {
        return rule.holds(drawn);
    }
}
