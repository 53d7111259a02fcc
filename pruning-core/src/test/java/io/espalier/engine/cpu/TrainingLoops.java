package io.espalier.engine.cpu;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Samples;
import io.espalier.engine.TrainingSetup;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.stream.Stream;

/** Training loops for tests, and the mini-batches that they take. */
final class TrainingLoops {
    static final int EXAMPLES = 11;
    static final int BATCH = 4;
    static final double RATE = 0.02;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(RATE, 0),
                new Optimizer.Sgd(RATE, 0.3),
                new Optimizer.Momentum(RATE, 0.9, 0),
                new Optimizer.Momentum(RATE, 0.8, 0.3),
                new Optimizer.Nesterov(RATE, 0.9, 0),
                new Optimizer.Nesterov(RATE, 0.8, 0.3),
                new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0),
                new Optimizer.Adam(RATE, 0.8, 0.99, 1e-3, 0.3),
                new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-8, 0),
                new Optimizer.Adamw(RATE, 0.8, 0.99, 1e-3, 0.3));
    }

    static TrainingLoop loop(Network network, Mask mask, Optimizer optimizer) {
        float[] weights = Samples.masked(Samples.weights(network, 3), mask);
        return new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(weights, mask),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                BATCH,
                optimizer));
    }

    static Dataset data(Network network) {
        return Fixtures.data(network, EXAMPLES, 4);
    }

    static int[] order() {
        return RandomKey.of(5).permutation(EXAMPLES);
    }

    /** Mini-batch {@code number} of those that the examples fill, over and over; the last of each pass is smaller. */
    static double step(TrainingLoop loop, int number, double rate) {
        int from = number * BATCH % (BATCH * ((EXAMPLES + BATCH - 1) / BATCH));
        return loop.step(order(), from, Math.min(from + BATCH, EXAMPLES), rate);
    }

    static void train(TrainingLoop loop, int from, int to) {
        for (int number = from; number < to; number++) {
            step(loop, number, RATE);
        }
    }

    static Mask full(Network network) {
        return Mask.full(network.layout());
    }

    private TrainingLoops() {}
}
