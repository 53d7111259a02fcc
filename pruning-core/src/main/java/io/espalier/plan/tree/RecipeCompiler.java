package io.espalier.plan.tree;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.prune.MaskPlacement;
import io.espalier.recipe.Encode;
import io.espalier.recipe.Fit;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Recalibrate;
import io.espalier.recipe.Reconstruct;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Shrink;
import io.espalier.recipe.Step;
import io.espalier.recipe.Threshold;
import io.espalier.recipe.Train;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the flat steps of one trial into actions. What a chain does never depends on what comes later in it, so that
 * trials which begin alike share their beginning: every labelled step leaves a mark, whether a rewind asks for it or
 * not.
 */
public final class RecipeCompiler {
    /** Evaluations on the validation part in one train step: each is an action with a key of its own. */
    private static final long MOST_EVALUATIONS = 100_000;

    private final int trainingExamples;
    private final List<Action> actions = new ArrayList<>();

    private RecipeCompiler(int trainingExamples) {
        this.trainingExamples = trainingExamples;
    }

    /** @param steps without repeat and measure; {@code trainingExamples} sets the length of an epoch */
    static List<Action> of(List<Step> steps, int trainingExamples) {
        RecipeCompiler unrolling = new RecipeCompiler(trainingExamples);
        unrolling.actions.add(new Action.Initialize());
        for (int i = 0; i < steps.size(); i++) {
            unrolling.add(steps.get(i), steps.subList(0, i + 1));
        }
        return List.copyOf(unrolling.actions);
    }

    /** @param before all steps up to this one */
    private void add(Step step, List<Step> before) {
        if (step instanceof Train train) {
            train(train);
        } else if (step instanceof Fit fit) {
            actions.add(new Action.Fit(fit.by(), fit.by().engine()));
        } else if (step instanceof Prune prune) {
            prune(prune, before);
        } else if (step instanceof Threshold threshold) {
            actions.add(new Action.Threshold(threshold.below()));
        } else if (step instanceof Rewind rewind) {
            actions.add(new Action.Rewind(rewind.to()));
        } else if (step instanceof Shrink shrink) {
            actions.add(new Action.Shrink(shrink.like()));
        } else if (step instanceof Reinitialize) {
            actions.add(new Action.Reinitialize());
        } else if (step instanceof Recalibrate recalibrate) {
            actions.add(new Action.Recalibrate(recalibrate.batches(), recalibrate.batch()));
        } else if (step instanceof Encode encode) {
            actions.add(new Action.Encode(encode.codec()));
        } else if (step instanceof Reconstruct reconstruct) {
            actions.add(new Action.Reconstruct(reconstruct.by()));
        } else {
            throw new IllegalArgumentException("Cannot unroll " + step + ": flatten the recipe first");
        }
        if (step.label() != null) {
            actions.add(new Action.Mark(step.label()));
        }
    }

    private void train(Train train) {
        long total = train.iterations(trainingExamples);
        long every = train.evaluateEvery() == null ? train.iterationsPerEpoch(trainingExamples) : train.evaluateEvery();
        check(
                total / every <= MOST_EVALUATIONS,
                "train.evaluate-every",
                every,
                "leave at most " + MOST_EVALUATIONS + " evaluations in " + total + " iterations");
        Long length = train.schedule().dependsOnLength() ? (Long) total : null;
        for (long from = 0; from < total; from += every) {
            actions.add(new Action.TrainBatches(
                    train.batch(),
                    train.optimizer(),
                    train.schedule(),
                    train.patience(),
                    train.keep(),
                    from,
                    Math.min(from + every, total),
                    length,
                    train.hooks()));
        }
        actions.add(new Action.EndTraining(
                train.keep(), train.hooks().reparameterization() == null ? Action.Zeros.FREE : Action.Zeros.REMOVED));
    }

    /** Of several rounds only the last is placed otherwise: those before it settle how many of each layer go. */
    private void prune(Prune prune, List<Step> before) {
        if (prune.placement() == MaskPlacement.MATCHED) {
            actions.add(new Action.Match(prune.grouping(), chosen(before)));
            return;
        }
        for (int round = 1; round <= prune.rounds(); round++) {
            actions.add(new Action.Score(prune.criterion(), prune.grouping()));
            actions.add(new Action.Select(
                    prune.scope(),
                    prune.sparsityIn(round, prune.rounds()),
                    prune.fraction(),
                    prune.fractions(),
                    prune.bounds(),
                    round == prune.rounds() ? prune.placement() : MaskPlacement.CHOSEN));
        }
    }

    /** The same steps with every prune step's groups where its scores have them. */
    public static List<Step> chosen(List<Step> steps) {
        return steps.stream().map(step -> step.placed(MaskPlacement.CHOSEN)).toList();
    }
}
