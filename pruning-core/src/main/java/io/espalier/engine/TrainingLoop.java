package io.espalier.engine;

import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Slots;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network under one mask by mini-batches, on the calling thread. A step is backpropagation and one fused pass
 * for mask, decay, moments and step.
 */
public final class TrainingLoop implements Loop {
    private final Network network;
    private final Parameters parameters;
    private final Forward forward;
    private final Backpropagation own;
    private final Mask kept;
    private Backpropagation backpropagation;
    private final Stretches stretches;
    private final Update update;
    private final float[][] mask;
    private final @Nullable SlottedStep slotted;
    private final float[] weightChunk = new float[Stretches.LENGTH];
    private final float[] gradientChunk = new float[Stretches.LENGTH];

    /** @param weights where training begins, masked ones 0 */
    public TrainingLoop(Network network, float[] weights, Mask mask, Dataset data, int batch, Optimizer optimizer) {
        this(network, weights, mask, data, batch, optimizer, Slots.NONE, RandomKey.of(0), null);
    }

    /**
     * @param weights where training begins, masked ones 0
     * @param noise this train step's key to what slots draw
     * @param teacher logits of the data for {@code slots.distill()}, in its order
     */
    public TrainingLoop(
            Network network,
            float[] weights,
            Mask mask,
            Dataset data,
            int batch,
            Optimizer optimizer,
            Slots slots,
            RandomKey noise,
            float @Nullable [] teacher) {
        Torch.useThisThread();
        this.network = network;
        this.parameters = new Parameters(network.layout(), weights);
        this.forward = new Forward(network, parameters);
        this.kept = mask;
        this.stretches = new Stretches(network.layout());
        this.update = Update.of(optimizer, stretches);
        this.mask = stretches.ones(mask);
        Slots moving = slots.withoutTeacher();
        this.slotted = moving.isEmpty()
                ? null
                : new SlottedStep(network, parameters, mask, optimizer, moving, noise, data.size(), batch);
        this.own = backpropagation(data, loss(slots.distill(), teacher, data.classes()), batch);
        this.backpropagation = own;
    }

    private static Loss loss(@Nullable Distillation distill, float @Nullable [] teacher, int classes) {
        return distill == null || teacher == null
                ? new CrossEntropy(classes)
                : new DistilledLoss(distill, teacher, classes);
    }

    private Backpropagation backpropagation(Dataset data, Loss loss, int batch) {
        if (slotted != null && slotted.isNoisy()) {
            return new Autograd(forward, parameters, data, loss, batch, slotted::tap);
        }
        return DenseChain.fits(network)
                ? new DenseChain(network, parameters, data, loss, batch)
                : new Autograd(forward, parameters, data, loss, batch);
    }

    @Override
    public double step(int[] order, int from, int to, double rate) {
        Torch.heedInterrupt();
        if (slotted != null) {
            slotted.begin();
        }
        double loss = backpropagation.run(order, from, to);
        if (Double.isFinite(loss) && slotted != null) {
            slotted.move(backpropagation, stretches, rate);
        } else if (Double.isFinite(loss)) {
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

    @Override
    public float[] logits(Dataset examples) {
        if (slotted != null) {
            slotted.loadFolded();
        }
        return Inference.logits(network, forward, examples);
    }

    @Override
    public float[] weights() {
        return slotted == null ? parameters.copy() : slotted.folded();
    }

    @Override
    public Map<String, float[]> moments() {
        return slotted == null ? update.moments() : slotted.state();
    }

    @Override
    public long steps() {
        return slotted == null ? update.steps() : slotted.steps();
    }

    @Override
    public void restore(Map<String, float[]> moments, long steps) {
        if (slotted == null) {
            update.restore(moments, steps);
        } else {
            slotted.restore(moments, steps);
        }
    }

    @Override
    public void close() {
        own.close();
        if (slotted != null) {
            slotted.close();
        }
        parameters.close();
    }
}
