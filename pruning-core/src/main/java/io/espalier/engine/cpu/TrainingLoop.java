package io.espalier.engine.cpu;

import io.espalier.augmentation.Augmentation;
import io.espalier.codec.Codec;
import io.espalier.data.Dataset;
import io.espalier.data.Targets;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.linear.DenseChain;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Inference;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.train.AugmentedExamples;
import io.espalier.engine.train.Autograd;
import io.espalier.engine.train.Backpropagation;
import io.espalier.engine.train.DistilledLoss;
import io.espalier.engine.train.HookedTrainingStep;
import io.espalier.engine.train.LossKernel;
import io.espalier.engine.train.LossKernels;
import io.espalier.engine.train.OptimizerUpdate;
import io.espalier.engine.train.ParameterChunks;
import io.espalier.engine.train.SharedWeights;
import io.espalier.engine.train.WeightedLoss;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.TrainingHooks;
import java.util.List;
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
    private Codec.Sharing sharing;
    private final ParameterChunks chunks;
    private final OptimizerUpdate update;
    private final float[][] mask;
    private final @Nullable HookedTrainingStep hooked;
    private final float[] weightChunk = new float[ParameterChunks.LENGTH];
    private final float[] gradientChunk = new float[ParameterChunks.LENGTH];

    public TrainingLoop(TrainingSetup setup) {
        Torch.useThisThread();
        this.network = setup.network();
        this.parameters = new Parameters(network.layout(), setup.start().weights());
        this.forward = new Forward(network, parameters);
        this.kept = setup.start().mask();
        this.chunks = new ParameterChunks(network.layout());
        this.update = OptimizerUpdate.of(setup.optimizer(), chunks);
        this.mask = chunks.ones(kept);
        this.hooked = hooked(setup, parameters);
        this.own = backpropagation(setup, kernel(setup));
        this.backpropagation = own;
        this.sharing = setup.start().sharing();
    }

    private static @Nullable HookedTrainingStep hooked(TrainingSetup setup, Parameters parameters) {
        TrainingHooks moving = setup.hooks().ofWeights();
        return moving.isEmpty()
                ? null
                : new HookedTrainingStep(
                        setup.network(),
                        parameters,
                        setup.start().mask(),
                        setup.optimizer(),
                        moving,
                        setup.noise(),
                        setup.data().size(),
                        setup.batch());
    }

    private static LossKernel kernel(TrainingSetup setup) {
        Targets targets = setup.data().targets();
        LossKernel task = LossKernels.of(setup.goal().loss(), targets);
        Distillation distill = setup.hooks().distill();
        float[] teacher = setup.goal().teacher();
        LossKernel loss =
                distill == null || teacher == null ? task : new DistilledLoss(distill, teacher, targets, task);
        return WeightedLoss.of(loss, setup.data());
    }

    private Backpropagation backpropagation(TrainingSetup setup, LossKernel plain) {
        Dataset data = setup.data();
        int batch = setup.batch();
        AugmentedExamples augmented = augmentation(setup);
        Batches batches = new Batches(data, batch, augmented);
        LossKernel loss =
                augmented == null ? plain : augmented.of(plain, data.targets().outputs());
        if (hooked != null && hooked.isNoisy()) {
            return new Autograd(forward, parameters, data, loss, batch, batches, hooked::tap);
        }
        return DenseChain.fits(network)
                ? new DenseChain(network, parameters, batches, loss, batch)
                : new Autograd(forward, parameters, data, loss, batch, batches);
    }

    private @Nullable AugmentedExamples augmentation(TrainingSetup setup) {
        List<Augmentation> augmentation = setup.hooks().augmentation();
        return augmentation.isEmpty()
                ? null
                : new AugmentedExamples(augmentation, setup.data().shape(), setup.noise(), this::steps);
    }

    @Override
    public double step(int[] order, int from, int to, double rate) {
        Torch.heedInterrupt();
        if (hooked != null) {
            hooked.begin();
        }
        double loss = backpropagation.run(order, from, to);
        if (Double.isFinite(loss) && hooked != null) {
            hooked.move(backpropagation, chunks, rate);
        } else if (Double.isFinite(loss)) {
            update.nextStep(rate);
            for (int i = 0; i < chunks.count(); i++) {
                move(i);
            }
        }
        return loss;
    }

    @Override
    public double penalty() {
        return hooked == null ? 0 : hooked.penalty();
    }

    private void move(int number) {
        ParameterChunks.Chunk chunk = chunks.get(number);
        parameters.values().get(chunk.offset(), weightChunk, 0, chunk.count());
        backpropagation.take(chunk, gradientChunk);
        update.apply(weightChunk, gradientChunk, mask[number], number, chunk.count());
        parameters.values().put(chunk.offset(), weightChunk, 0, chunk.count());
    }

    /** Where weights share values: from here on, those of a layer that have the same value now move as one. */
    @Override
    public void beginPart() {
        if (sharing == Codec.Sharing.BY_VALUE) {
            backpropagation = new SharedWeights(own, chunks, network.layout(), weights(), kept);
        }
    }

    @Override
    public float[] logits(Dataset examples) {
        if (hooked != null) {
            hooked.loadFolded();
        }
        return Inference.logits(network, forward, examples);
    }

    @Override
    public float[] weights() {
        return hooked == null ? parameters.copy() : hooked.folded();
    }

    @Override
    public Map<String, float[]> moments() {
        return hooked == null ? update.moments() : hooked.state();
    }

    @Override
    public long steps() {
        return hooked == null ? update.steps() : hooked.steps();
    }

    @Override
    public void restore(Map<String, float[]> moments, long steps) {
        if (hooked == null) {
            update.restore(moments, steps);
        } else {
            hooked.restore(moments, steps);
        }
    }

    @Override
    public void close() {
        own.close();
        if (hooked != null) {
            hooked.close();
        }
        parameters.close();
    }
}
