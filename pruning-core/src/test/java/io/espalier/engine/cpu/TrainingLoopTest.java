package io.espalier.engine.cpu;

import static io.espalier.engine.cpu.TrainingLoops.BATCH;
import static io.espalier.engine.cpu.TrainingLoops.EXAMPLES;
import static io.espalier.engine.cpu.TrainingLoops.RATE;
import static io.espalier.engine.cpu.TrainingLoops.data;
import static io.espalier.engine.cpu.TrainingLoops.full;
import static io.espalier.engine.cpu.TrainingLoops.loop;
import static io.espalier.engine.cpu.TrainingLoops.order;
import static io.espalier.engine.cpu.TrainingLoops.step;
import static io.espalier.engine.cpu.TrainingLoops.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.Samples;
import io.espalier.engine.SlowTraining;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.linear.DenseChain;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Tanh;
import io.espalier.network.zoo.Mlp;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training loop takes the steps that the formulas say. */
class TrainingLoopTest {
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
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
    void stepsAsTheFormulaOfTheOptimizerSays(Optimizer optimizer) {
        Network network = Nets.mlp(new Tanh(), 4, 5, 3);
        compareSteps(3, network, full(network), optimizer);
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
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
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
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

    private static double lossOfConstant(float logit, int label) {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(2), 4);
        float[] weights = new float[network.layout().size()];
        weights[network.layout().slot("fc1.bias").offset()] = logit;
        Dataset data = new Dataset(Shape.vector(2), 4, new float[] {1, 1, -1, 0}, new int[] {label, label});
        Optimizer sgd = new Optimizer.Sgd(RATE, 0);
        try (TrainingLoop loop = new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(weights, full(network)),
                data,
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                2,
                sgd))) {
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
}
