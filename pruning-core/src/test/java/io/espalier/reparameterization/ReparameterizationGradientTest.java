package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered reparameterization makes of a gradient, whoever wrote it. */
class ReparameterizationGradientTest extends ReparameterizationCases {
    /** A rate of learning. */
    private static final double SMALL = 0x1p-7;

    static Stream<Arguments> cases(TrainableParameters.Gradient gradient) {
        return cases().filter(some -> {
            Reparameterization r = (Reparameterization) some.get()[0];
            return r.begin((Network) some.get()[1], EXAMPLES).gradient() == gradient;
        });
    }

    static Stream<Arguments> exact() {
        return cases(TrainableParameters.Gradient.EXACT);
    }

    static Stream<Arguments> straightThrough() {
        return cases(TrainableParameters.Gradient.STRAIGHT_THROUGH);
    }

    static Stream<Arguments> straightThroughGates() {
        return cases(TrainableParameters.Gradient.STRAIGHT_THROUGH_GATES);
    }

    /** Its own numbers move as the weights would that are made of them. */
    @ParameterizedTest
    @MethodSource("straightThrough")
    void carriesTheGradientStraightThrough(Reparameterization r, Network network) {
        float[] own = own(r, network);
        float[] after = own.clone();
        step(r, network, after);
        float[] made = weights(network);
        r.begin(network, EXAMPLES).fold(own, made);
        float[] moved = plainStep(network, made);
        for (int i = 0; i < own.length; i++) {
            assertThat(after[i] - own[i]).as("step at %d", i).isCloseTo(moved[i] - made[i], within(1e-6f));
        }
        assertThat(after).isNotEqualTo(own);
    }

    /** Weights are linear in the first numbers, and a gate is open at 1 and closed at 0. The step must not leave the range. */
    @ParameterizedTest
    @MethodSource("straightThroughGates")
    void carriesTheGradientStraightThroughGates(Reparameterization r, Network network) {
        float[] own = own(r, network);
        float[] after = own.clone();
        step(r, network, after, SMALL);
        float[] made = drawn(r, network, own);
        float[] moved = plainStep(network, made);
        float[] ofLoss = ofItsOwnLoss(r, network, own);
        int trained = network.layout().trainedSize();
        for (int i = 0; i < own.length; i++) {
            float[] open = drawn(r, network, with(own, i, i < trained ? own[i] + 1 : 1));
            float[] closed = drawn(r, network, with(own, i, i < trained ? own[i] : 0));
            double step = -ofLoss[i];
            for (int w = 0; w < trained; w++) {
                step += ((double) moved[w] - made[w]) * (open[w] - closed[w]);
            }
            assertThat(((double) after[i] - own[i]) / SMALL).as("step at %d", i).isCloseTo(step, within(1e-4));
        }
        assertThat(Arrays.copyOf(after, trained)).isNotEqualTo(Arrays.copyOf(own, trained));
        assertThat(Arrays.copyOfRange(after, trained, own.length))
                .isNotEqualTo(Arrays.copyOfRange(own, trained, own.length));
    }

    private static float[] with(float[] own, int place, float number) {
        float[] other = own.clone();
        other[place] = number;
        return other;
    }

    /** What the first mini-batch of {@link #step} draws. */
    private static float[] drawn(Reparameterization r, Network network, float[] own) {
        float[] weights = weights(network);
        r.begin(network, EXAMPLES).draw(own, NOISE.with(0), weights, new float[0]);
        return weights;
    }

    private static float[] ofItsOwnLoss(Reparameterization r, Network network, float[] own) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] gradient = new float[own.length];
        int size = network.layout().size();
        coordinates.draw(own, NOISE.with(0), new float[size], new float[size]);
        coordinates.pullBack(own, 0, new float[size], new float[size], gradient);
        return gradient;
    }

    private static float[] plainStep(Network network, float[] start) {
        try (TrainingLoop loop = new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(start, Mask.full(network.layout())),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                EXAMPLES,
                new Optimizer.Sgd(1, 0),
                TrainingHooks.NONE,
                NOISE))) {
            loop.step(ORDER, 0, EXAMPLES, 1);
            return loop.weights();
        }
    }

    /** All of it: noise, both passes of the engine, pull-back, own loss. The step must not leave the range. */
    @ParameterizedTest
    @MethodSource("exact")
    void carriesTheGradientOfTheWholeLossToItsOwnNumbers(Reparameterization r, Network network) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] start = own(r, network);
        float[] after = start.clone();
        step(r, network, after);
        for (int i = 0; i < start.length; i++) {
            float[] up = start.clone();
            float[] down = start.clone();
            up[i] += 0x1p-12f;
            down[i] -= 0x1p-12f;
            double slope = (coordinates.loss(up, 0)
                            - coordinates.loss(down, 0)
                            + step(r, network, up.clone())
                            - step(r, network, down.clone()))
                    / 0x1p-11;
            assertThat((double) start[i] - after[i])
                    .as("slope at %d", i)
                    .isCloseTo(slope, within(2e-3 * Math.max(1, Math.abs(slope))));
        }
        assertThat(after).isNotEqualTo(start);
    }

    /** The gradient of the own loss alone, when it has come to its full strength. */
    @ParameterizedTest
    @MethodSource("cases")
    void pullsBackItsOwnLoss(Reparameterization r, Network network) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] own = own(r, network);
        int size = network.layout().size();
        coordinates.draw(own, NOISE, new float[size], new float[size]);
        float[] gradient = new float[own.length];
        coordinates.pullBack(own, 1000, new float[size], new float[size], gradient);
        for (int i = 0; i < own.length; i++) {
            float[] up = own.clone();
            float[] down = own.clone();
            up[i] += 0x1p-12f;
            down[i] -= 0x1p-12f;
            double slope = (coordinates.loss(up, 1000) - coordinates.loss(down, 1000)) / ((double) up[i] - down[i]);
            assertThat((double) gradient[i])
                    .as("slope at %d", i)
                    .isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
        }
    }
}
