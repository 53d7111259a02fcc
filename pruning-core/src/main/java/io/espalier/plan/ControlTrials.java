package io.espalier.plan;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Scope;
import io.espalier.recipe.Control;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sibling trials that a candidate has to beat, each with the candidate's own training budget:
 *
 * <ul>
 *   <li>random mask: the last prune step removes as many groups of each layer at random;
 *   <li>reinitialize: the same mask on newly drawn weights. Where the candidate rewinds after its last prune step, the
 *       weights are drawn instead and trained as the candidate's are; where it does not, all its train steps are done
 *       over on the drawn weights;
 *   <li>small dense: the same family at a width that gives the candidate's planned size, under all its train steps;
 *   <li>extra training: the dense network under all its train steps.
 * </ul>
 */
final class ControlTrials {
    private static final int WIDTHS = 1000;

    private final Function<NetworkFamily, Network> build;

    /** @param build gives a family's network for the data at hand */
    ControlTrials(Function<NetworkFamily, Network> build) {
        this.build = build;
    }

    /** Empty where the candidate prunes nothing, so that there is nothing to compare. */
    Optional<Trial> of(Control control, Trial candidate) {
        int last = lastPrune(candidate.steps());
        if (last < 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (control) {
                    case RANDOM_MASK -> with(candidate, candidate.network(), shuffled(candidate.steps(), last));
                    case REINITIALIZE -> with(candidate, candidate.network(), redrawn(candidate.steps(), last));
                    case SMALL_DENSE -> with(candidate, smallDense(candidate), trainings(candidate.steps()));
                    case EXTRA_TRAINING -> with(candidate, candidate.network(), trainings(candidate.steps()));
                });
    }

    private static Trial with(Trial candidate, NetworkFamily network, List<Step> steps) {
        return new Trial(candidate.data(), network, candidate.seed(), steps);
    }

    private static int lastPrune(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Prune) {
                return i;
            }
        }
        return -1;
    }

    private static List<Step> shuffled(List<Step> steps, int last) {
        List<Step> control = new ArrayList<>(steps);
        control.set(last, ((Prune) steps.get(last)).shuffled());
        return control;
    }

    private static List<Step> redrawn(List<Step> steps, int last) {
        List<Step> after = steps.subList(last + 1, steps.size());
        List<Step> control = new ArrayList<>(steps.subList(0, last + 1));
        control.add(new Reinitialize(null));
        if (after.stream().anyMatch(Rewind.class::isInstance)) {
            after.stream().filter(s -> !(s instanceof Rewind)).forEach(control::add);
        } else {
            control.addAll(trainings(steps));
        }
        return control;
    }

    private static List<Step> trainings(List<Step> steps) {
        return steps.stream().filter(Train.class::isInstance).toList();
    }

    private NetworkFamily smallDense(Trial candidate) {
        Network dense = build.apply(candidate.network());
        Prune last = (Prune) candidate.steps().get(lastPrune(candidate.steps()));
        Groups groups = Groups.of(dense, last.granularity(), last.classifier());
        double density = density(candidate.steps(), groups);
        return isUnits(last.granularity())
                ? candidate.network().scaled(density)
                : ofSize(candidate.network(), dense.parameters() - groups.weights() * (1 - density));
    }

    private static boolean isUnits(Granularity granularity) {
        return granularity instanceof Granularity.Neuron
                || granularity instanceof Granularity.Filter
                || granularity instanceof Granularity.Unit;
    }

    /** The widest member of the family with at most this many parameters, or else the narrowest. */
    private NetworkFamily ofSize(NetworkFamily family, double parameters) {
        int low = 1;
        int high = WIDTHS;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            NetworkFamily candidate = family.scaled((double) middle / WIDTHS);
            if (build.apply(candidate).parameters() <= parameters) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return family.scaled((double) low / WIDTHS);
    }

    /** The fraction of groups that the prune steps together are planned to leave. */
    private static double density(List<Step> steps, Groups groups) {
        double density = 1;
        for (Step step : steps) {
            if (step instanceof Prune prune) {
                density = density(prune, density, groups);
            }
        }
        return density;
    }

    private static double density(Prune prune, double before, Groups groups) {
        if (prune.granularity() instanceof Granularity.NOfM pattern) {
            return Math.min(before, (double) pattern.n() / pattern.m());
        } else if (prune.scope() instanceof Scope.PerLayer scope) {
            return groups.layers().stream()
                            .mapToDouble(l -> l.count()
                                    * (1
                                            - scope.sparsity()
                                                    .getOrDefault(l.node().name(), 0.0)))
                            .sum()
                    / groups.count();
        } else if (prune.fraction() != null) {
            return before * StrictMath.pow(1 - prune.fraction(), (double) prune.rounds());
        }
        return prune.sparsity() == null ? before : Math.min(before, 1 - prune.sparsity());
    }
}
