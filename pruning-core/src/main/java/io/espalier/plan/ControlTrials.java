package io.espalier.plan;

import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.prune.MaskPlacement;
import io.espalier.recipe.Fit;
import io.espalier.recipe.NewWeights;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Shrink;
import io.espalier.recipe.Step;
import io.espalier.recipe.Threshold;
import io.espalier.recipe.WeightHistory;
import io.espalier.sweep.Control;
import io.espalier.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sibling trials that a candidate has to beat, each with the candidate's own training budget:
 *
 * <ul>
 *   <li>random mask: prune steps remove as many groups of each layer at random, each among those that the one before left;
 *   <li>reinitialize: the same mask on newly drawn weights, which then are trained as the candidate's weights were:
 *       by every train step behind them, and none of those that a rewind has undone;
 *   <li>small dense, where units were pruned: the candidate's own architecture, its dead units cut off, from scratch under
 *       all its train steps (Liu et al. 2019); else the same family at a width that gives as many parameters;
 *   <li>extra training: the dense network under all its train steps.
 * </ul>
 *
 * <p>All are encoded where the candidate is. Where it begins with a baseline, extra training does so too, reinitialize
 * trains drawn weights instead, and there is no small dense one: the baseline fits no other width.
 */
final class ControlTrials {
    private final SmallDense smallDense;

    ControlTrials(NetworkCache networks) {
        this.smallDense = new SmallDense(networks);
    }

    /** Empty where the candidate prunes nothing, so that there is nothing to compare. */
    Optional<Trial> of(Control control, Trial candidate, String dataHash) {
        List<Step> steps = candidate.steps();
        int last = lastPrune(steps);
        if (last < 0 || (control == Control.SMALL_DENSE && steps.stream().anyMatch(Fit.class::isInstance))) {
            return Optional.empty();
        }
        NetworkFamily family = candidate.network();
        return Optional.of(
                switch (control) {
                    case RANDOM_MASK -> with(candidate, family, atRandom(steps));
                    case REINITIALIZE -> with(candidate, family, redrawn(steps, last));
                    case SMALL_DENSE ->
                        prunesStructureOnly(steps)
                                ? with(candidate, family, shrunk(steps))
                                : with(candidate, smallDense.of(dataHash, family, steps), trainings(steps));
                    case EXTRA_TRAINING -> with(candidate, family, trainings(steps));
                });
    }

    private static Trial with(Trial candidate, NetworkFamily network, List<Step> steps) {
        return new Trial(candidate.data(), network, candidate.seed(), steps, candidate.dataHash(), candidate.task());
    }

    private static int lastPrune(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Prune) {
                return i;
            }
        }
        return -1;
    }

    private static List<Step> atRandom(List<Step> steps) {
        long prunes = steps.stream().filter(Prune.class::isInstance).count();
        MaskPlacement placement = prunes == 1 ? MaskPlacement.SHUFFLED : MaskPlacement.MATCHED;
        return steps.stream().map(step -> step.placed(placement)).toList();
    }

    private static boolean prunesStructureOnly(List<Step> steps) {
        return steps.stream()
                .noneMatch(step -> step instanceof Threshold
                        || (step instanceof Prune prune && !prune.granularity().isStructured()));
    }

    private static List<Step> shrunk(List<Step> steps) {
        List<Step> control = new ArrayList<>(List.of(new Shrink(steps, null)));
        control.addAll(trainings(steps));
        return control;
    }

    private static List<Step> redrawn(List<Step> steps, int last) {
        List<Step> control = new ArrayList<>(steps.subList(0, last + 1));
        control.add(new Reinitialize(NewWeights.DRAWN, null));
        control.addAll(WeightHistory.of(steps));
        return control;
    }

    private static List<Step> trainings(List<Step> steps) {
        return steps.stream().filter(Step::appliesToDense).toList();
    }
}
