package io.espalier.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.Binder;
import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.Samples;
import io.espalier.engine.SlowTraining;
import io.espalier.engine.linear.DenseChain;
import io.espalier.engine.score.TorchNetworkView;
import io.espalier.engine.torch.Inference;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Tanh;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
    private static final int EXAMPLES = 11;
    private static final int BATCH = 4;
    private static final double RATE = 0.02;

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

    private static TrainingLoop loop(Network network, Mask mask, Optimizer optimizer) {
        float[] weights = Samples.masked(Samples.weights(network, 3), mask);
        return new TrainingLoop(
                network, weights, mask, data(network), new LossFunction.CrossEntropy(), BATCH, optimizer);
    }

    private static Dataset data(Network network) {
        return Fixtures.data(network, EXAMPLES, 4);
    }

    private static int[] order() {
        return RandomKey.of(5).permutation(EXAMPLES);
    }

    /** Mini-batch {@code number} of those that the examples fill, over and over; the last of each pass is smaller. */
    private static double step(TrainingLoop loop, int number, double rate) {
        int from = number * BATCH % (BATCH * ((EXAMPLES + BATCH - 1) / BATCH));
        return loop.step(order(), from, Math.min(from + BATCH, EXAMPLES), rate);
    }

    private static void train(TrainingLoop loop, int from, int to) {
        for (int number = from; number < to; number++) {
            step(loop, number, RATE);
        }
    }

    private static Mask full(Network network) {
        return Mask.full(network.layout());
    }

    /** Steps the engine and the slow reference side by side; the third mini-batch is a partial one. */
    private static void compareSteps(int steps, Network network, Mask mask, Optimizer optimizer) {
        float[] weights = Samples.masked(Samples.weights(network, 3), mask);
        SlowTraining slow = new SlowTraining(network, weights, mask, optimizer);
        try (TrainingLoop loop = loop(network, mask, optimizer)) {
            for (int number = 0; number < steps; number++) {
                int[] rows = Arrays.copyOfRange(order(), number * BATCH, Math.min((number + 1) * BATCH, EXAMPLES));
                double expected = slow.step(data(network).select(rows), RATE / (number + 1));
                assertThat(step(loop, number, RATE / (number + 1))).isCloseTo(expected, within(1e-5));
                assertThat(Alike.doubles(loop.weights())).containsExactly(slow.weights(), within(1e-5));
            }
            assertThat(loop.steps()).isEqualTo(steps);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAsTheFormulaOfTheOptimizerSays(Optimizer optimizer) {
        Network network = Nets.mlp(new Tanh(), 4, 5, 3);
        compareSteps(3, network, full(network), optimizer);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsUnderAMaskAsIfOnlyTheRestWereThere(Optimizer optimizer) {
        Network network = Nets.mlp(new Tanh(), 4, 5, 3);
        compareSteps(3, network, Samples.halfMask(network, 7), optimizer);
    }

    /** Where oneDNN wrote past its memory, which ended the process some steps later. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 7, 12})
    void stepsProjectionsWithAStrideAlike(int channels) {
        Network network = new NetworkBuilder("projection", new Shape(channels, 7, 7), new Initialization.HeNormal())
                .conv("conv1", 8, 1, 2, 0, Conv.Bias.PRESENT)
                .relu()
                .globalAveragePool()
                .gemm("fc1", 3)
                .build();
        Optimizer sgd = new Optimizer.Sgd(RATE, 0);
        compareSteps(3, network, full(network), sgd);
        try (TrainingLoop loop = loop(network, full(network), sgd)) {
            train(loop, 0, 60);
        }
    }

    /** These go by products into memory of their own, not through libtorch's graph. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsChainsOfReluLayersAlike(Optimizer optimizer) {
        Network network = Nets.mlp(4, 7, 5, 3);
        compareSteps(3, network, full(network), optimizer);
        compareSteps(3, network, Samples.halfMask(network, 7), optimizer);
    }

    @Test
    void stepsChainsWithoutNonlinearitiesAlike() {
        Network network = Samples.linear();
        assertThat(DenseChain.fits(network)).isTrue();
        compareSteps(3, network, Samples.halfMask(network, 7), new Optimizer.Momentum(RATE, 0.9, 0.1));
    }

    @Test
    void takesOnlyChainsForChains() {
        assertThat(DenseChain.fits(new Mlp(List.of(9, 8), Mlp.Activation.RELU).build(new Shape(2, 3, 3), 4)))
                .isTrue();
        assertThat(Stream.of(Nets.mlp(new Tanh(), 4, 5, 3), Samples.crossed(), Samples.convolutions(), Nets.residual()))
                .noneMatch(DenseChain::fits);
    }

    @Test
    void trainsThroughNormsOfTheBatchAndMovesTheirStatistics() {
        Network network = Nets.conv();
        Mask mask = Samples.halfMask(network, 7);
        compareSteps(3, network, mask, new Optimizer.Momentum(RATE, 0.9, 0.01));
        compareSteps(3, network, full(network), new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-8, 0.1));
    }

    @Test
    void trainsThroughSumsGroupsStridesAndPools() {
        Optimizer sgd = new Optimizer.Sgd(RATE, 0.01);
        compareSteps(1, Nets.residual(), full(Nets.residual()), sgd);
        compareSteps(1, Samples.convolutions(), full(Samples.convolutions()), sgd);
    }

    /** More weights than the optimiser takes in one chunk, and not a multiple of it. */
    @Test
    void stepsThroughLargeParametersToTheirEnd() {
        Network network = Nets.mlp(new Tanh(), 45, 24, 3);
        Mask mask = Samples.halfMask(network, 7);
        compareSteps(2, network, mask, new Optimizer.Momentum(RATE, 0.9, 0.3));
        compareSteps(2, network, mask, new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0.3));
        Network chain = Nets.mlp(45, 24, 3);
        compareSteps(2, chain, mask, new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0.3));
    }

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
    @MethodSource("optimizers")
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
    @MethodSource("optimizers")
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
        try (TrainingLoop second = new TrainingLoop(
                network, half, mask, data(network), new LossFunction.CrossEntropy(), BATCH, optimizer)) {
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

    private static double lossOfConstant(float logit, int label) {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(2), 4);
        float[] weights = new float[network.layout().size()];
        weights[network.layout().slot("fc1.bias").offset()] = logit;
        Dataset data = new Dataset(Shape.vector(2), 4, new float[] {1, 1, -1, 0}, new int[] {label, label});
        Optimizer sgd = new Optimizer.Sgd(RATE, 0);
        try (TrainingLoop loop =
                new TrainingLoop(network, weights, full(network), data, new LossFunction.CrossEntropy(), 2, sgd)) {
            return loop.step(new int[] {0, 1}, 0, 2, RATE);
        }
    }

    @Test
    void measuresTheLossBeforeTheStep() {
        assertThat(lossOfConstant(0, 0)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(lossOfConstant(0, 3)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(lossOfConstant(10_000, 0)).as("sure and right").isZero();
        assertThat(lossOfConstant(10_000, 3)).as("sure and wrong").isEqualTo(10_000);
    }

    @Test
    void learnsToFitAFewExamples() {
        Network network = new Mlp(List.of(32), Mlp.Activation.RELU).build(Shape.vector(6), 3);
        Optimizer adam = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0);
        try (TrainingLoop loop = loop(network, full(network), adam)) {
            train(loop, 0, 300);
            assertThat(step(loop, 0, RATE)).isLessThan(0.01);
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
        try (TrainingLoop loop = new TrainingLoop(
                network, weights, full(network), data(network), new LossFunction.CrossEntropy(), BATCH, sgd)) {
            train(loop, 0, 2);
            assertThat(weights).isEqualTo(before);
        }
    }
}
