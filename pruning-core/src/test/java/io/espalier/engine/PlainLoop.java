package io.espalier.engine;

import io.espalier.codec.Codec;
import io.espalier.criterion.FakeNetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Training by exact gradients in double arithmetic; what is kept from step to step is in single precision. */
final class PlainLoop implements Loop {
    private final Network network;
    private final Mask mask;
    private final Dataset data;
    private final PlainUpdate update;
    private float[] weights;

    PlainLoop(TrainingSetup setup) {
        if (!setup.hooks().isEmpty() || setup.start().sharing() != Codec.Sharing.NONE) {
            throw new IllegalArgumentException("Cannot train with hooks or shared weights: only libtorch does");
        }
        this.network = setup.network();
        this.mask = setup.start().mask();
        this.data = setup.data();
        this.weights = setup.start().weights().clone();
        this.update = new PlainUpdate(setup.optimizer(), network.layout().trainedSize());
    }

    @Override
    public double step(int[] order, int from, int to, double rate) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("stop requested");
        }
        Dataset batch = data.select(Arrays.copyOfRange(order, from, to));
        FakeNetworkView view = new FakeNetworkView(network, weights, batch, RandomKey.of(0));
        double loss = view.loss(Alike.doubles(weights), batch.size());
        if (Double.isFinite(loss)) {
            move(view.gradient(batch.size()), rate);
        }
        return loss;
    }

    private void move(float[] gradient, double rate) {
        update.nextStep();
        for (int i = 0; i < network.layout().trainedSize(); i++) {
            weights[i] = mask.keeps(i) ? (float) update.moved(i, weights[i], gradient[i], rate) : 0;
        }
        update.restore(update.moments(), update.steps());
    }

    @Override
    public float[] logits(Dataset examples) {
        return new PlainEngine().logits(network, weights, examples);
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public Map<String, float[]> moments() {
        return update.moments();
    }

    @Override
    public long steps() {
        return update.steps();
    }

    @Override
    public void restore(Map<String, float[]> moments, long steps) {
        update.restore(moments, steps);
    }

    @Override
    public void close() {}
}
