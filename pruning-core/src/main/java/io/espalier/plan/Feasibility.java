package io.espalier.plan;

import io.espalier.augmentation.Augmentation;
import io.espalier.binding.Canonical;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Variant;
import io.espalier.export.int8.IntegerInference;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.penalty.Penalty;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.projection.Projection;
import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.prune.UnreachableSparsityException;
import io.espalier.recipe.Encode;
import io.espalier.recipe.Fit;
import io.espalier.recipe.Measure;
import io.espalier.recipe.MiniBatches;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Reconstruct;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Dropout;
import io.espalier.reparameterization.Reparameterization;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds before anything runs what data and network cannot give: an architecture that does not fit, a layer that is not
 * there, a ladder that runs out of groups. Collects all of it, each problem once. What one
 * point alone cannot reach stops no other: it is a problem only if no point is left, or there are problems anyway.
 */
final class Feasibility {
    private final NetworkCache networks;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> unreachable = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private int reachablePoints;

    Feasibility(NetworkCache networks) {
        this.networks = networks;
    }

    /** One message a problem, each with the path in the config, in the order found. */
    List<String> problems() {
        boolean stops = reachablePoints == 0 || !unreachable.containsAll(problems);
        return stops ? List.copyOf(problems) : List.of();
    }

    /** What stops no sweep, and a user may want to know: points that will fail, settings that do nothing. */
    List<String> notes() {
        Set<String> all = new LinkedHashSet<>(notes);
        unreachable.forEach(problem -> all.add(problem + ": these trials will fail"));
        return List.copyOf(all);
    }

    void check(String dataHash, NetworkFamily family, List<Step> recipe) {
        if (recipe.get(0) instanceof Measure) {
            problems.add("Invalid recipe[0]: measure (must come after another step)");
        }
        try {
            Walk walk = new Walk(
                    family,
                    networks.of(dataHash, family),
                    networks.data(dataHash).train().size());
            walk.check(recipe);
            reachablePoints += walk.reachable ? 1 : 0;
        } catch (IllegalArgumentException e) {
            problems.add("Invalid network: " + Canonical.json(family) + " (must fit the data: " + e.getMessage() + ")");
        }
    }

    /** Follows one recipe, with the groups that the last prune step leaves. */
    private final class Walk {
        private final NetworkFamily family;
        private final Network network;
        private final int examples;
        private @Nullable LayerCounts left;
        private boolean reachable = true;

        Walk(NetworkFamily family, Network network, int examples) {
            this.family = family;
            this.network = network;
            this.examples = examples;
        }

        void check(List<Step> recipe) {
            for (int i = 0; i < recipe.size(); i++) {
                String path = "recipe[" + i + "]";
                if (recipe.get(i) instanceof Prune prune) {
                    check(prune, path + ".prune", "");
                } else if (recipe.get(i) instanceof Train train) {
                    check(train, path + ".train");
                } else if (recipe.get(i) instanceof Fit fit) {
                    check(fit, path + ".fit.by");
                } else if (recipe.get(i) instanceof Reconstruct reconstruct) {
                    check(reconstruct, path + ".reconstruct.by.");
                } else if (recipe.get(i) instanceof Encode encode) {
                    check(encode, path + ".encode");
                } else if (recipe.get(i) instanceof Repeat repeat) {
                    check(repeat, path + ".repeat.steps");
                }
            }
        }

        private void check(Train train, String path) {
            check(train.hooks(), path);
            MiniBatches batches = new MiniBatches(examples, train.batch(), network.leastBatch());
            if (train.iterations(examples) == 0) {
                notes.add("Note " + path + ": nothing is trained, it has no epochs or iterations");
            } else if (batches.smallest() < network.leastBatch()) {
                refuse("Invalid " + path + ".batch: " + train.batch() + " (must leave no batch with fewer than "
                        + network.leastBatch() + " of the " + examples
                        + " training examples: the network has batch norms)");
            } else if (train.batch() > examples) {
                notes.add("Note " + path + ".batch: " + train.batch() + " is more than the " + examples
                        + " training examples, so an epoch is one step");
            }
        }

        private void refuse(String problem) {
            problems.add(problem);
            unreachable.add(problem);
            reachable = false;
        }

        /** Everything that joins in finds something in the network to act on. */
        private void check(TrainingHooks hooks, String path) {
            for (int i = 0; i < hooks.penalties().size(); i++) {
                Penalty penalty = hooks.penalties().get(i);
                fits(path + ".penalties[" + i + "]", penalty, () -> penalty.begin(network, 1));
            }
            for (int i = 0; i < hooks.projections().size(); i++) {
                Projection projection = hooks.projections().get(i);
                fits(path + ".projections[" + i + "]", projection, () -> projection.begin(network));
            }
            Reparameterization reparameterization = hooks.reparameterization();
            if (reparameterization != null) {
                fits(path + ".reparameterization", reparameterization, () -> reparameterization.begin(network, 1));
            }
            Dropout dropout = hooks.dropout();
            if (dropout != null) {
                fits(path + ".dropout", dropout, () -> dropout.of(network));
            }
            for (int i = 0; i < hooks.augmentation().size(); i++) {
                Augmentation augmentation = hooks.augmentation().get(i);
                fits(path + ".augmentation[" + i + "]", augmentation, () -> augmentation.begin(network.input()));
            }
        }

        private void fits(String path, Object slot, Runnable begin) {
            try {
                begin.run();
            } catch (IllegalArgumentException e) {
                problems.add("Invalid " + path + ": " + Canonical.json(slot) + " (must fit the network: "
                        + e.getMessage() + ")");
            }
        }

        private void check(Fit fit, String path) {
            NetworkFamily own = fit.by().network();
            if (!own.equals(family)) {
                problems.add("Invalid " + path + ": " + Canonical.json(fit.by()) + " (must fit its own network: "
                        + Canonical.json(own) + ")");
            }
        }

        private void check(Encode encode, String path) {
            if (encode.codec().roundsActivations()) {
                fits(path, encode.codec(), () -> IntegerInference.requireKnown(network));
            }
        }

        private void check(Reconstruct reconstruct, String path) {
            try {
                reconstruct.by().requireFits(network);
            } catch (InvalidValueException e) {
                problems.add(
                        "Invalid " + path + Variant.nameOf(reconstruct.by()) + "." + e.component() + ": " + e.detail());
            }
        }

        private void check(Repeat repeat, String path) {
            int before = problems.size();
            for (int i = 0; i < repeat.steps().size(); i++) {
                if (repeat.steps().get(i) instanceof Train train) {
                    check(train, path + "[" + i + "].train");
                } else if (repeat.steps().get(i) instanceof Encode encode) {
                    check(encode, path + "[" + i + "].encode");
                }
            }
            for (int round = 1; round <= repeat.rounds() && problems.size() == before && reachable; round++) {
                for (int i = 0; i < repeat.steps().size(); i++) {
                    if (repeat.steps().get(i) instanceof Prune prune) {
                        check(prune.inRound(round, repeat), path + "[" + i + "].prune", " in round " + round);
                    }
                }
            }
        }

        /** Rounds up from a small cut to all that is left: so it will in every round to come. */
        private void noteStandstill(Prune prune, String path, LayerCounts before, LayerCounts after) {
            Double fraction = prune.fraction();
            int multiple = prune.bounds().multipleOf();
            if (multiple > 1 && fraction != null && fraction > 0 && Arrays.equals(before.counts(), after.counts())) {
                notes.add("Note " + path + ".multiple-of: " + multiple + " rounds a fraction of " + fraction
                        + " up to everything that is left, so nothing is pruned");
            }
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
                problems.add("Invalid " + path + "." + e.component() + ": " + e.detail());
            } catch (UnreachableSparsityException e) {
                refuse("Invalid " + path + amount(prune) + " (must be reachable" + round + ": " + e.getMessage() + ")");
            } catch (IllegalArgumentException e) {
                problems.add("Invalid " + path + ".granularity: " + prune.granularity() + " (must fit: "
                        + e.getMessage() + ")");
            }
        }
    }

    private static String amount(Prune prune) {
        if (prune.sparsity() != null) {
            return ".sparsity: " + prune.sparsity();
        }
        return prune.fraction() != null ? ".fraction: " + prune.fraction() : ".scope: " + prune.scope();
    }
}
