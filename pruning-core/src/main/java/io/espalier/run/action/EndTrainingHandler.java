package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Weights;

/** The last or the best weights, without the optimiser. */
final class EndTrainingHandler implements ActionHandler<Action.EndTraining> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.EndTraining action) {
        Snapshot ended = ended(before);
        return action.zeros() == Action.Zeros.FREE ? ended : ThresholdHandler.removeBelow(0, ended, context);
    }

    private static Snapshot ended(Snapshot before) {
        Progress progress = before.progress().afterTrainStep();
        Training training = before.training();
        if (training == null) {
            return before.trainingEnded(before.weights(), before.lastTraining(), progress);
        }
        Weights kept = training.best() != null ? training.best() : before.weights();
        return before.trainingEnded(kept, training.summary(), progress);
    }
}
