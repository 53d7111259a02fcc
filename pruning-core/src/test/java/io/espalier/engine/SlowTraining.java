package io.espalier.engine;

import io.espalier.criterion.FakeNetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;

/**
 * Training in plain double arithmetic: the loss by definition, norms by the batch, its gradient by central differences,
 * the step by the formulas that {@link Optimizer} states.
 */
public final class SlowTraining {
    private static final double DIFFERENCE = 1e-5;
    private static final double MOMENTUM_OF_STATISTICS = 0.1;

    private final Network network;
    private final Mask mask;
    private final double[] weights;
    private final PlainUpdate update;

    public SlowTraining(Network network, float[] weights, Mask mask, Optimizer optimizer) {
        this.network = network;
        this.mask = mask;
        this.weights = Alike.doubles(weights);
        this.update = new PlainUpdate(optimizer, weights.length);
    }

    public double[] weights() {
        return weights.clone();
    }

    /** One step on these examples; gives the loss before it. */
    public double step(Dataset batch, double rate) {
        double loss = loss(weights, batch);
        double[] gradient = gradient(batch);
        moveStatistics(batch);
        update.nextStep();
        for (int i = 0; i < network.layout().trainedSize(); i++) {
            weights[i] = mask.keeps(i) ? update.moved(i, weights[i], gradient[i], rate) : 0;
        }
        return loss;
    }

    private double loss(double[] parameters, Dataset batch) {
        double[] normalizing = BatchStatistics.of(network, parameters, batch).normalizing();
        return new FakeNetworkView(network, Alike.floats(parameters), batch, RandomKey.of(0))
                .loss(normalizing, batch.size());
    }

    private double[] gradient(Dataset batch) {
        double[] gradient = new double[weights.length];
        for (Layout.Slot slot : network.layout().slots()) {
            for (int i = slot.offset(); slot.parameter().role().isTrained() && i < slot.end(); i++) {
                gradient[i] = (lossAt(i, DIFFERENCE, batch) - lossAt(i, -DIFFERENCE, batch)) / (2 * DIFFERENCE);
            }
        }
        return gradient;
    }

    private double lossAt(int i, double difference, Dataset batch) {
        double[] near = weights.clone();
        near[i] += difference;
        return loss(near, batch);
    }

    private void moveStatistics(Dataset batch) {
        double[] seen = BatchStatistics.of(network, weights, batch).estimating();
        for (Role role : new Role[] {Role.RUNNING_MEAN, Role.RUNNING_VARIANCE}) {
            for (Layout.Slot slot : network.layout().slots(role)) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    weights[i] += MOMENTUM_OF_STATISTICS * (seen[i] - weights[i]);
                }
            }
        }
    }
}
