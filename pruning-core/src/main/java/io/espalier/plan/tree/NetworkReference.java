package io.espalier.plan.tree;

import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.recipe.Step;
import java.util.List;

/**
 * Another network that an action looks at: a teacher, a dense parent, the network that a control is to equal in size. A
 * chain of actions like any trial, with the same data and seed.
 *
 * @param recipe the steps that make it
 */
public record NetworkReference(TrialContext root, List<Step> recipe) {
    public NetworkReference {
        recipe = List.copyOf(recipe);
    }

    /** What makes it. */
    public Chain chain(int trainingExamples) {
        return Chain.ofRecipe(root, recipe, trainingExamples);
    }
}
