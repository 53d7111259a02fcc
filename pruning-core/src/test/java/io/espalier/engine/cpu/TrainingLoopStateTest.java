package io.espalier.engine.cpu;

import static io.espalier.engine.cpu.TrainingLoops.BATCH;
import static io.espalier.engine.cpu.TrainingLoops.RATE;
import static io.espalier.engine.cpu.TrainingLoops.data;
import static io.espalier.engine.cpu.TrainingLoops.full;
import static io.espalier.engine.cpu.TrainingLoops.loop;
import static io.espalier.engine.cpu.TrainingLoops.order;
import static io.espalier.engine.cpu.TrainingLoops.step;
import static io.espalier.engine.cpu.TrainingLoops.train;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.data.Dataset;
import io.espalier.engine.Samples;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.score.TorchNetworkView;
import io.espalier.engine.torch.Inference;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import io.espalier.snapshot.Weights;
import io.espalier.storage.DamagedException;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training loop keeps, gives away and takes back: weights, moments, logits. */
class TrainingLoopStateTest {
    private static void assertPlusZeroWhereMasked(float[] weights, Mask mask) {
        for (int i = 0; i < weights.length; i++) {
            if (!mask.keeps(i)) {
                assertThat(Float.floatToRawIntBits(weights[i]))
                        .as("weight %d", i)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
    void keepsMaskedWeightsAtPlusZeroBitForBit(Optimizer optimizer) throws DamagedException {
        Network network = Samples.convolutions();
        Mask mask = Samples.halfMask(network, 7);
        try (TrainingLoop loop = loop(network, mask, optimizer)) {
            train(loop, 0, 40);
            assertPlusZeroWhereMasked(loop.weights(), mask);
            Snapshot snapshot = Snapshot.initial(Weights.of(loop.weights()), mask);
            byte[] file = SnapshotFile.write(snapshot, network.layout());
            Snapshot read = SnapshotFile.read(file, network.layout(), Binder.ofContext()::parse);
            assertThat(read).isEqualTo(snapshot);
            assertPlusZeroWhereMasked(read.weights().values(), read.mask());
            assertThat(loop.weights()).isNotEqualTo(Samples.masked(Samples.weights(network, 3), mask));
        }
    }

    @Test
    void leavesGapsOfTheLayoutAtZero() {
        Network network = Samples.convolutions();
        boolean[] filled = new boolean[network.layout().size()];
        network.layout().slots().forEach(slot -> Arrays.fill(filled, slot.offset(), slot.end(), true));
        try (TrainingLoop loop = loop(network, full(network), new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-8, 0.1))) {
            train(loop, 0, 5);
            float[] weights = loop.weights();
            assertThat(IntStream.range(0, filled.length).filter(i -> !filled[i]))
                    .isNotEmpty()
                    .allMatch(i -> Float.floatToRawIntBits(weights[i]) == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
    void goesOnBitForBitFromSavedMoments(Optimizer optimizer) {
        Network network = Nets.residual();
        Mask mask = Samples.halfMask(network, 7);
        float[] whole;
        float[] half;
        Map<String, float[]> moments = new HashMap<>();
        try (TrainingLoop loop = loop(network, mask, optimizer)) {
            train(loop, 0, 5);
            half = loop.weights();
            loop.moments().forEach((name, live) -> moments.put(name, live.clone()));
            train(loop, 5, 11);
            whole = loop.weights();
        }
        try (TrainingLoop second = new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(half, mask),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                BATCH,
                optimizer))) {
            second.restore(moments, 5);
            train(second, 5, 11);
            assertThat(second.weights()).isEqualTo(whole);
            assertThat(second.steps()).isEqualTo(11);
        }
    }

    /** Trains a network; all threads begin together. */
    private static Callable<float[]> training(Network network, CyclicBarrier start) {
        return () -> {
            start.await();
            try (TrainingLoop loop = loop(network, full(network), new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0))) {
                train(loop, 0, 60);
                return loop.weights();
            }
        };
    }

    @Test
    void givesTheSameBitsOnThreadsSideBySideAsOneAfterTheOther() throws Exception {
        List<Network> networks = List.of(
                new ResNet8(4).build(new Shape(2, 8, 8), 5),
                new Mlp(List.of(120, 60), Mlp.Activation.RELU).build(new Shape(2, 8, 8), 5),
                Samples.convolutions());
        ExecutorService threads = Executors.newFixedThreadPool(networks.size());
        try {
            CyclicBarrier together = new CyclicBarrier(networks.size());
            List<Future<float[]>> sideBySide = threads.invokeAll(
                    networks.stream().map(n -> training(n, together)).toList());
            for (int i = 0; i < networks.size(); i++) {
                float[] alone = training(networks.get(i), new CyclicBarrier(1)).call();
                assertThat(sideBySide.get(i).get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void doesNotDependOnWhatElseTheLoopWasAskedFor() {
        Network network = Nets.conv();
        Optimizer adam = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0);
        try (TrainingLoop plain = loop(network, full(network), adam);
                TrainingLoop asked = loop(network, full(network), adam)) {
            train(plain, 0, 3);
            train(asked, 0, 2);
            asked.logits(data(network));
            asked.weights();
            new TorchNetworkView(
                            network,
                            asked.weights(),
                            data(network),
                            new LossFunction.CrossEntropy(),
                            RandomKey.of(1),
                            order())
                    .gradient(3);
            train(asked, 2, 3);
            assertThat(asked.weights()).isEqualTo(plain.weights());
        }
    }

    @Test
    void logitsAreThoseOfTheWeightsAsTheyStand() {
        Network network = Nets.residual();
        try (TrainingLoop loop = loop(network, full(network), new Optimizer.Sgd(RATE, 0))) {
            train(loop, 0, 4);
            Dataset data = data(network);
            assertThat(loop.logits(data)).isEqualTo(Inference.logits(network, loop.weights(), data));
        }
    }

    @Test
    void tellsALossThatIsNotFiniteAndThenChangesNothing() {
        Network network = Nets.mlp(4, 5, 3);
        try (TrainingLoop loop = loop(network, full(network), new Optimizer.Sgd(1e30, 0))) {
            int number = 0;
            float[] before = loop.weights();
            while (Double.isFinite(step(loop, number, 1e30)) && number < 10) {
                before = loop.weights();
                number++;
            }
            assertThat(number).isBetween(1, 9);
            assertThat(loop.weights()).isEqualTo(before);
            assertThat(loop.steps()).isEqualTo(number);
        }
    }

    @Test
    void namesTheMomentsOfItsOptimizer() {
        Network network = Nets.mlp(4, 5, 3);
        Map<Optimizer, List<String>> names = Map.of(
                new Optimizer.Sgd(RATE, 0), List.of(),
                new Optimizer.Momentum(RATE, 0.9, 0), List.of("velocity"),
                new Optimizer.Nesterov(RATE, 0.9, 0), List.of("velocity"),
                new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0), List.of("first", "second"),
                new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-8, 0), List.of("first", "second"));
        names.forEach((optimizer, expected) -> {
            try (TrainingLoop loop = loop(network, full(network), optimizer)) {
                assertThat(loop.moments()).containsOnlyKeys(expected);
            }
        });
    }

    /** The engine copies what it trains: the caller's array stays as it was. */
    @Test
    void trainsACopy() {
        Network network = Nets.mlp(4, 5, 3);
        float[] weights = Samples.weights(network, 3);
        float[] before = weights.clone();
        Optimizer sgd = new Optimizer.Sgd(RATE, 0);
        try (TrainingLoop loop = new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(weights, full(network)),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                BATCH,
                sgd))) {
            train(loop, 0, 2);
            assertThat(weights).isEqualTo(before);
        }
    }
}
