package io.espalier.run.action;

import io.espalier.binding.Variant;
import io.espalier.criterion.NetworkView;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.snapshot.Saliencies;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Pruning;

/** A score of every group. */
final class ScoreHandler implements ActionHandler<Action.Score> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Score action) {
        RandomKey key = context.key().with("prune").with(before.progress().pruneSteps());
        NetworkView view = context.view(before.weights().values(), key);
        double[] scores = scores(action, view, context.groups(action.grouping()));
        return before.withPruning(new Pruning(action.grouping(), Saliencies.of(scores), null));
    }

    private static double[] scores(Action.Score action, NetworkView view, Groups scored) {
        try {
            double[] scores = action.criterion().score(view, scored);
            Selection.requireRankable(scored, scores);
            return scores;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new TrialFailure(ErrorCode.CRITERION, "Cannot score with " + Variant.nameOf(action.criterion()), e);
        }
    }
}
