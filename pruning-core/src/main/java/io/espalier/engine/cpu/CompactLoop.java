package io.espalier.engine.cpu;

import io.espalier.data.Dataset;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.linear.SparseLoop;
import io.espalier.engine.train.CompactNetwork;
import io.espalier.engine.train.DecayOnlyWeights;
import io.espalier.prune.Mask;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains only what a mask leaves of a network, so that a step costs what is left: the {@link CompactNetwork} takes the steps,
 * and everything is told by the layout of the whole.
 */
public final class CompactLoop implements Loop {
    private final CompactNetwork compact;
    private final Loop small;
    private final DecayOnlyWeights idle;
    private final float[] initial;

    public CompactLoop(TrainingSetup setup) {
        float[] weights = setup.start().weights();
        Mask mask = setup.start().mask();
        compact = CompactNetwork.of(setup.network(), mask);
        TrainingSetup.Start start = new TrainingSetup.Start(compact.gather(weights), compact.gather(mask));
        TrainingSetup left = new TrainingSetup(
                compact.network(), start, setup.data(), setup.goal(), setup.batch(), setup.optimizer());
        small = SparseLoop.pays(left.network(), start.mask()) ? new SparseLoop(left) : new TrainingLoop(left);
        int[] without = setup.optimizer().decay() == 0 ? new int[0] : compact.idle(mask);
        idle = new DecayOnlyWeights(without, weights, setup.optimizer());
        initial = weights.clone();
    }

    @Override
    public double step(int[] order, int from, int to, double rate) {
        double loss = small.step(order, from, to, rate);
        if (Double.isFinite(loss)) {
            idle.step(rate);
        }
        return loss;
    }

    @Override
    public float[] logits(Dataset examples) {
        return small.logits(examples);
    }

    @Override
    public float[] weights() {
        float[] weights = initial.clone();
        compact.scatter(small.weights(), weights);
        idle.putWeights(weights);
        return weights;
    }

    @Override
    public Map<String, float[]> moments() {
        Map<String, float[]> moments = new TreeMap<>();
        small.moments().forEach((name, values) -> moments.put(name, compact.scatter(values)));
        idle.putMoments(moments);
        return moments;
    }

    @Override
    public long steps() {
        return small.steps();
    }

    @Override
    public void restore(Map<String, float[]> moments, long steps) {
        Map<String, float[]> gathered = new TreeMap<>();
        moments.forEach((name, values) -> gathered.put(name, compact.gather(values)));
        small.restore(gathered, steps);
        idle.restore(moments, steps);
    }

    @Override
    public void close() {
        small.close();
    }
}
