package io.espalier.plan;

import io.espalier.binding.InvalidValueException;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.prune.UnreachableSparsityException;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one recipe, with the groups that the last prune step leaves. */
final class RecipeCheck {
    private final NetworkCache networks;
    private final NetworkFamily family;
    private final Network network;
    private final int examples;
    private final Findings findings = new Findings();
    private @Nullable LayerCounts left;

    RecipeCheck(NetworkCache networks, NetworkFamily family, Network network, int examples) {
        this.networks = networks;
        this.family = family;
        this.network = network;
        this.examples = examples;
    }

    Findings of(List<Step> recipe) {
        for (int i = 0; i < recipe.size(); i++) {
            recipe.get(i).accept(network("recipe[" + i + "]"));
            recipe.get(i).accept(new Rounds("recipe[" + i + "]", ""));
        }
        return findings;
    }

    private NetworkCheck network(String path) {
        return new NetworkCheck(family, network, examples, findings, path);
    }

    /** Whether what is left can be pruned as asked. */
    private final class Rounds implements StepVisitor {
        private final String path;
        private final String round;

        Rounds(String path, String round) {
            this.path = path;
            this.round = round;
        }

        @Override
        public void visit(Prune prune) {
            check(prune, path + ".prune", round);
        }

        @Override
        public void visit(Repeat repeat) {
            int before = findings.problems().size();
            for (int i = 0; i < repeat.steps().size(); i++) {
                repeat.steps().get(i).accept(network(path + ".repeat.steps[" + i + "]"));
            }
            for (int n = 1;
                    n <= repeat.rounds() && findings.problems().size() == before && findings.isReachable();
                    n++) {
                for (int i = 0; i < repeat.steps().size(); i++) {
                    Step step = repeat.steps().get(i).inRound(n, repeat);
                    step.accept(new Rounds(path + ".repeat.steps[" + i + "]", " in round " + n));
                }
            }
        }

        @Override
        public void other(Step step) {}
    }

    private void check(Prune prune, String path, String round) {
        try {
            Groups groups = networks.groups(network, prune.grouping());
            Selection selection = new Selection(groups, prune.scope(), prune.amount(), prune.bounds());
            LayerCounts present = left != null && left.groups() == groups ? left : LayerCounts.all(groups);
            selection.requireFeasible(present.counts());
            left = present.after(prune);
            noteStandstill(prune, path, present, left);
        } catch (InvalidValueException e) {
            findings.problem("Invalid " + path + "." + e.component() + ": " + e.detail());
        } catch (UnreachableSparsityException e) {
            findings.refuse(
                    "Invalid " + path + amount(prune) + " (must be reachable" + round + ": " + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            findings.problem(
                    "Invalid " + path + ".granularity: " + prune.granularity() + " (must fit: " + e.getMessage() + ")");
        }
    }

    /** Rounds up from a small cut to all that is left: so it will in every round to come. */
    private void noteStandstill(Prune prune, String path, LayerCounts before, LayerCounts after) {
        Double fraction = prune.fraction();
        int multiple = prune.bounds().multipleOf();
        if (multiple > 1 && fraction != null && fraction > 0 && Arrays.equals(before.counts(), after.counts())) {
            findings.note(path + ".multiple-of: " + multiple + " rounds a fraction of " + fraction
                    + " up to everything that is left, so nothing is pruned");
        }
    }

    private static String amount(Prune prune) {
        if (prune.sparsity() != null) {
            return ".sparsity: " + prune.sparsity();
        }
        return prune.fraction() != null ? ".fraction: " + prune.fraction() : ".scope: " + prune.scope();
    }
}
