package io.espalier.engine.linear;

import io.espalier.data.Dataset;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.torch.Inference;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.train.LossKernels;
import io.espalier.engine.train.OptimizerUpdate;
import io.espalier.engine.train.ParameterChunks;
import io.espalier.engine.train.WeightedLoss;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains fully connected layers behind one another of which a mask leaves few weights: arithmetic, gradients and the
 * optimiser touch those and nothing else, so a step costs in proportion to them.
 */
public final class SparseLoop implements Loop {
    /** Up to this fraction of weights left it is faster than dense products; measured by scripts/bench/pruned. */
    private static final double DENSITY = 0.1;

    private final Network network;
    private final SparseChain chain;
    private final int[] places;
    private final float[] whole;
    private final float[] values;
    private final float[] gradients;
    private final ParameterChunks chunks;
    private final OptimizerUpdate update;
    private final float[][] mask;
    private final float[] valueChunk = new float[ParameterChunks.LENGTH];
    private final float[] gradientChunk = new float[ParameterChunks.LENGTH];

    public SparseLoop(TrainingSetup setup) {
        Torch.useThisThread();
        float[] weights = setup.start().weights();
        Mask kept = setup.start().mask();
        this.network = setup.network();
        this.chain = new SparseChain(
                network,
                kept,
                setup.data(),
                WeightedLoss.of(LossKernels.of(setup.goal().loss(), setup.data().targets()), setup.data()),
                setup.batch());
        this.places = chain.places();
        this.whole = weights.clone();
        this.values = gather(weights);
        this.gradients = new float[values.length];
        this.chunks = new ParameterChunks(chain.layout());
        this.update = OptimizerUpdate.of(setup.optimizer(), chunks);
        this.mask = chunks.ones(gather(kept));
    }

    /** Whether so few weights of a network are left that this is the faster way. */
    public static boolean pays(Network network, Mask mask) {
        long all = 0;
        long left = 0;
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            all += slot.parameter().size();
            left += mask.kept(slot);
        }
        return DenseChain.fits(network) && left <= DENSITY * all;
    }

    private float[] gather(float[] from) {
        float[] packed = new float[places.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = places[i] < 0 ? 0 : from[places[i]];
        }
        return packed;
    }

    private Mask gather(Mask from) {
        Mask packed = Mask.full(chain.layout());
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && !from.keeps(places[i])) {
                packed.remove(i);
            }
        }
        return packed;
    }

    private void scatter(float[] packed, float[] to) {
        for (int i = 0; i < packed.length; i++) {
            if (places[i] >= 0) {
                to[places[i]] = packed[i];
            }
        }
    }

    @Override
    public double step(int[] order, int from, int to, double rate) {
        double loss = chain.run(order, from, to, values, gradients);
        if (Double.isFinite(loss)) {
            update.nextStep(rate);
            for (int i = 0; i < chunks.count(); i++) {
                move(i);
            }
        }
        return loss;
    }

    private void move(int number) {
        ParameterChunks.Chunk chunk = chunks.get(number);
        System.arraycopy(values, chunk.offset(), valueChunk, 0, chunk.count());
        System.arraycopy(gradients, chunk.offset(), gradientChunk, 0, chunk.count());
        update.apply(valueChunk, gradientChunk, mask[number], number, chunk.count());
        System.arraycopy(valueChunk, 0, values, chunk.offset(), chunk.count());
    }

    @Override
    public float[] logits(Dataset examples) {
        return Inference.logits(network, weights(), examples);
    }

    @Override
    public float[] weights() {
        float[] weights = whole.clone();
        scatter(values, weights);
        return weights;
    }

    @Override
    public Map<String, float[]> moments() {
        Map<String, float[]> moments = new TreeMap<>();
        update.moments().forEach((name, packed) -> {
            float[] moment = new float[network.layout().trainedSize()];
            scatter(packed, moment);
            moments.put(name, moment);
        });
        return moments;
    }

    @Override
    public long steps() {
        return update.steps();
    }

    @Override
    public void restore(Map<String, float[]> moments, long steps) {
        Map<String, float[]> packed = new TreeMap<>();
        moments.forEach((name, moment) -> packed.put(name, gather(moment)));
        update.restore(packed, steps);
    }

    @Override
    public void close() {}
}
