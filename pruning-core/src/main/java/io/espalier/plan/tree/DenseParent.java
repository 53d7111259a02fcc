package io.espalier.plan.tree;

import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The network that a trial pruned: what its steps make before the first one that removes weights. */
public record DenseParent(TrialContext root, List<Step> steps) {
    public DenseParent {
        steps = List.copyOf(steps);
    }

    /** Empty where nothing is removed, or nothing is trained before. */
    public static Optional<DenseParent> of(TrialContext root, List<Step> steps) {
        return steps(steps).map(parent -> new DenseParent(root, parent));
    }

    /** Its steps alone. */
    public static Optional<List<Step>> steps(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).removesWeights())
                .mapToObj(i -> steps.subList(0, i))
                .findFirst()
                .filter(parent -> parent.stream().anyMatch(Train.class::isInstance));
    }
}
