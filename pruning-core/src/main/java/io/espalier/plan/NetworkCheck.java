package io.espalier.plan;

import io.espalier.augmentation.Augmentation;
import io.espalier.binding.Canonical;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Variant;
import io.espalier.export.int8.IntegerInference;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.penalty.Penalty;
import io.espalier.projection.Projection;
import io.espalier.recipe.Encode;
import io.espalier.recipe.Fit;
import io.espalier.recipe.MiniBatches;
import io.espalier.recipe.Reconstruct;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import io.espalier.recipe.Train;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Dropout;
import io.espalier.reparameterization.Reparameterization;

/** Whether a network has what the steps of a recipe act on, whatever they leave of it. */
record NetworkCheck(NetworkFamily family, Network network, int examples, Findings findings, String path)
        implements StepVisitor {
    @Override
    public void visit(Train train) {
        String at = path + ".train";
        check(train.hooks(), at);
        MiniBatches batches = new MiniBatches(examples, train.batch(), network.leastBatch());
        if (train.iterations(examples) == 0) {
            findings.note(at + ": nothing is trained, it has no epochs or iterations");
        } else if (batches.smallest() < network.leastBatch()) {
            findings.refuse("Invalid " + at + ".batch: " + train.batch() + " (must leave no batch with fewer than "
                    + network.leastBatch() + " of the " + examples
                    + " training examples: the network has batch norms)");
        } else if (train.batch() > examples) {
            findings.note(at + ".batch: " + train.batch() + " is more than the " + examples
                    + " training examples, so an epoch is one step");
        }
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
            int place = i;
            fits(
                    path + ".augmentation[" + i + "]",
                    augmentation,
                    () -> Augmentation.begin(hooks.augmentation(), place, network.input()));
        }
    }

    private void fits(String path, Object slot, Runnable begin) {
        try {
            begin.run();
        } catch (IllegalArgumentException e) {
            findings.problem("Invalid " + path + ": " + Canonical.json(slot) + " (must fit the network: "
                    + e.getMessage() + ")");
        }
    }

    @Override
    public void visit(Fit fit) {
        NetworkFamily own = fit.by().network();
        if (!own.equals(family)) {
            findings.problem("Invalid " + path + ".fit.by: " + Canonical.json(fit.by()) + " (must fit its own network: "
                    + Canonical.json(own) + ")");
        }
    }

    @Override
    public void visit(Encode encode) {
        fits(path + ".encode", encode.codec(), () -> encode.codec().requireFits(network));
        if (encode.codec().roundsActivations()) {
            fits(path + ".encode", encode.codec(), () -> IntegerInference.requireKnown(network));
        }
    }

    @Override
    public void visit(Reconstruct reconstruct) {
        try {
            reconstruct.by().requireFits(network);
        } catch (InvalidValueException e) {
            findings.problem("Invalid " + path + ".reconstruct.by." + Variant.nameOf(reconstruct.by()) + "."
                    + e.component() + ": " + e.detail());
        }
    }

    @Override
    public void other(Step step) {}
}
