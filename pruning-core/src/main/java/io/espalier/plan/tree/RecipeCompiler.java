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
import io.espalier.recipe.StepVisitor;
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

    private final List<Step> steps;
    private final int trainingExamples;
    private final List<Action> actions = new ArrayList<>(List.of(new Action.Initialize()));

    private RecipeCompiler(List<Step> steps, int trainingExamples) {
        this.steps = steps;
        this.trainingExamples = trainingExamples;
    }

    /** @param steps without repeat and measure; {@code trainingExamples} sets the length of an epoch */
    static List<Action> of(List<Step> steps, int trainingExamples) {
        RecipeCompiler compiler = new RecipeCompiler(steps, trainingExamples);
        for (int i = 0; i < steps.size(); i++) {
            compiler.add(i);
        }
        return List.copyOf(compiler.actions);
    }

    private void add(int number) {
        Step step = steps.get(number);
        step.accept(new Compilation(steps.subList(0, number + 1)));
        if (step.label() != null) {
            actions.add(new Action.Mark(step.label()));
        }
    }

    /**
     * Of one step.
     *
     * @param before all steps up to it
     */
    private final class Compilation implements StepVisitor {
        private final List<Step> before;

        Compilation(List<Step> before) {
            this.before = before;
        }

        @Override
        public void visit(Train train) {
            train(train);
        }

        @Override
        public void visit(Fit fit) {
            actions.add(new Action.Fit(fit.by(), fit.by().engine()));
        }

        @Override
        public void visit(Prune prune) {
            prune(prune, before);
        }

        @Override
        public void visit(Threshold threshold) {
            actions.add(new Action.Threshold(threshold.below()));
        }

        @Override
        public void visit(Rewind rewind) {
            actions.add(new Action.Rewind(rewind.to()));
        }

        @Override
        public void visit(Shrink shrink) {
            actions.add(new Action.Shrink(shrink.like()));
        }

        @Override
        public void visit(Reinitialize step) {
            actions.add(new Action.Reinitialize(step.by()));
        }

        @Override
        public void visit(Recalibrate recalibrate) {
            actions.add(new Action.Recalibrate(recalibrate.batches(), recalibrate.batch()));
        }

        @Override
        public void visit(Encode encode) {
            actions.add(new Action.Encode(encode.codec()));
        }

        @Override
        public void visit(Reconstruct reconstruct) {
            actions.add(new Action.Reconstruct(reconstruct.by()));
        }

        @Override
        public void other(Step step) {
            throw new IllegalArgumentException("Cannot unroll " + step + ": flatten the recipe first");
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
