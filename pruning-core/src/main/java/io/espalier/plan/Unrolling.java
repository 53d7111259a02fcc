package io.espalier.plan;

import io.espalier.recipe.Prune;
import io.espalier.recipe.Recalibrate;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the flat steps of one trial into actions. */
final class Unrolling {
    private final int trainingExamples;
    private final Set<String> rewoundTo;
    private final List<Action> actions = new ArrayList<>();

    private Unrolling(List<Step> steps, int trainingExamples) {
        this.trainingExamples = trainingExamples;
        this.rewoundTo = steps.stream()
                .filter(Rewind.class::isInstance)
                .map(s -> ((Rewind) s).to())
                .collect(Collectors.toSet());
    }

    /** @param steps without repeat and measure; {@code trainingExamples} sets the length of an epoch */
    static List<Action> of(List<Step> steps, int trainingExamples) {
        Unrolling unrolling = new Unrolling(steps, trainingExamples);
        unrolling.actions.add(new Action.Initialize());
        unrolling.mark(Rewind.INIT);
        steps.forEach(unrolling::add);
        return List.copyOf(unrolling.actions);
    }

    private void add(Step step) {
        if (step instanceof Train train) {
            train(train);
            mark(train.label());
        } else if (step instanceof Prune prune) {
            prune(prune);
            mark(prune.label());
        } else if (step instanceof Rewind rewind) {
            actions.add(new Action.Restore(rewind.to()));
            mark(rewind.label());
        } else if (step instanceof Reinitialize reinitialize) {
            actions.add(new Action.Redraw());
            mark(reinitialize.label());
        } else if (step instanceof Recalibrate recalibrate) {
            actions.add(new Action.Renormalize(recalibrate.batches(), recalibrate.batch()));
            mark(recalibrate.label());
        } else {
            throw new IllegalArgumentException("Cannot unroll " + step + ": flatten the recipe first");
        }
    }

    private void mark(@Nullable String label) {
        if (label != null && rewoundTo.contains(label)) {
            actions.add(new Action.Mark(label));
        }
    }

    private void train(Train train) {
        long total = train.iterations(trainingExamples);
        long every = train.evaluateEvery() == null ? train.iterationsPerEpoch(trainingExamples) : train.evaluateEvery();
        Long length = train.schedule().dependsOnLength() ? (Long) total : null;
        for (long from = 0; from < total; from += every) {
            actions.add(new Action.TrainSpan(
                    train.batch(),
                    train.optimizer(),
                    train.schedule(),
                    train.patience(),
                    train.keep(),
                    from,
                    Math.min(from + every, total),
                    length));
        }
        actions.add(new Action.Settle(train.keep()));
    }

    private void prune(Prune prune) {
        for (int round = 1; round <= prune.rounds(); round++) {
            actions.add(new Action.Score(prune.criterion(), prune.granularity(), prune.classifier()));
            actions.add(new Action.Select(
                    prune.scope(),
                    prune.sparsityIn(round, prune.rounds()),
                    prune.fraction(),
                    prune.fractions(),
                    prune.floor(),
                    prune.placement()));
        }
    }
}
