package io.espalier.plan;

import io.espalier.network.Network;
import io.espalier.prune.Amount;
import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.prune.UnreachableSparsityException;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.schema.InvalidValueException;
import java.util.List;

/** Finds before anything runs what a network cannot give: patterns that do not divide, layers that are not there. */
final class Feasibility {
    private Feasibility() {}

    /** @throws InvalidValueException naming the step */
    static void check(Network network, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String path = "recipe[" + i + "]";
            if (steps.get(i) instanceof Prune prune) {
                check(network, prune, path + ".prune");
            } else if (steps.get(i) instanceof Repeat repeat) {
                checkInside(network, repeat, path + ".repeat.steps");
            }
        }
    }

    private static void checkInside(Network network, Repeat repeat, String path) {
        for (int i = 0; i < repeat.steps().size(); i++) {
            if (repeat.steps().get(i) instanceof Prune prune) {
                check(network, prune.inRound(repeat.rounds(), repeat.rounds()), path + "[" + i + "].prune");
            }
        }
    }

    private static void check(Network network, Prune prune, String path) {
        try {
            Groups groups = Groups.of(network, prune.granularity(), prune.classifier());
            new Selection(groups, prune.scope(), prune.amount(), prune.floor()).requireFeasible();
        } catch (InvalidValueException e) {
            throw new InvalidValueException(path + "." + e.component(), e);
        } catch (UnreachableSparsityException e) {
            throw new InvalidValueException(
                    path + ".sparsity", value(prune.amount()), "be reachable: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(path + ".granularity", prune.granularity(), "fit: " + e.getMessage());
        }
    }

    private static Object value(Amount amount) {
        return amount instanceof Amount.Target target ? target.sparsity() : amount;
    }
}
