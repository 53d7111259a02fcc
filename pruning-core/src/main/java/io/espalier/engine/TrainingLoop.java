package io.espalier.engine;

import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.recipe.Optimizer;
import java.util.Map;

/**
 * Trains one network under one mask by mini-batches, on the calling thread. A step is backpropagation and one fused pass
 * for mask, decay, moments and step.
 */
public final class TrainingLoop implements AutoCloseable {
    private final Network network;
    private final Parameters parameters;
    private final Forward forward;
    private final Backpropagation own;
    private final Mask kept;
    private Backpropagation backpropagation;
    private final Stretches stretches;
    private final Update update;
    private final float[][] mask;
    private final float[] weightChunk = new float[Stretches.LENGTH];
    private final float[] gradientChunk = new float[Stretches.LENGTH];

    /** @param weights where training begins, masked ones 0 */
    public TrainingLoop(Network network, float[] weights, Mask mask, Dataset data, int batch, Optimizer optimizer) {
        Torch.useThisThread();
        this.network = network;
        this.parameters = new Parameters(network.layout(), weights);
        this.forward = new Forward(network, parameters);
        this.own = DenseChain.fits(network)
                ? new DenseChain(network, parameters, data, batch)
                : new Autograd(forward, parameters, data, batch);
        this.backpropagation = own;
        this.kept = mask;
        this.stretches = new Stretches(network.layout());
        this.update = Update.of(optimizer, stretches);
        this.mask = stretches.ones(mask);
    }

    /**
     * One mini-batch: the examples {@code order[from..to)}.
     *
     * @return the mean cross-entropy before the step; may be non-finite, and then nothing was changed
     */
    public double step(int[] order, int from, int to, double rate) {
        double loss = backpropagation.run(order, from, to);
        if (Double.isFinite(loss)) {
            update.nextStep(rate);
            for (int i = 0; i < stretches.count(); i++) {
                move(i);
            }
        }
        return loss;
    }

    private void move(int number) {
        Stretches.Stretch stretch = stretches.get(number);
        parameters.values().get(stretch.offset(), weightChunk, 0, stretch.count());
        backpropagation.take(stretch, gradientChunk);
        update.apply(weightChunk, gradientChunk, mask[number], number, stretch.count());
        parameters.values().put(stretch.offset(), weightChunk, 0, stretch.count());
    }

    /** From here on, weights of a layer that have the same value now move as one. */
    public void shareByValue() {
        backpropagation = new SharedWeights(own, stretches, network.layout(), weights(), kept);
    }

    /** Logits of the network as it stands, row-major (examples, classes). */
    public float[] logits(Dataset examples) {
        return Inference.logits(network, forward, examples);
    }

    /** The weights as they stand, running statistics included. */
    public float[] weights() {
        return parameters.copy();
    }

    /** The optimiser's moments by name, over the layout. */
    public Map<String, float[]> moments() {
        return update.moments();
    }

    /** Steps that the optimiser has taken. */
    public long steps() {
        return update.steps();
    }

    /** Takes up an optimiser where it stopped. */
    public void restore(Map<String, float[]> moments, long steps) {
        update.restore(moments, steps);
    }

    @Override
    public void close() {
        own.close();
        parameters.close();
    }
}
