package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.quantization.Quantizer;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reparameterization.TrainableParameters.Noise;
import io.espalier.sharing.SharingPattern;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered reparameterization has to hold, whoever wrote it. */
class ReparameterizationContractTest {
    private static final int EXAMPLES = 12;
    private static final int[] ORDER = IntStream.range(0, EXAMPLES).toArray();
    private static final RandomKey NOISE = RandomKey.of(8);

    /** Options with which one is tried besides its defaults. */
    private static final List<Reparameterization> OTHERS = List.of(
            new LowRank(2, Map.of(), 0.5),
            new WeightSharing(new SharingPattern.Circulant(3, SharingPattern.Circulant.Signs.HASHED)),
            new FakeQuantization(new Quantizer.Ternary(), Map.of()));

    private static List<Reparameterization> all() {
        return Stream.concat(
                        ServiceLoader.load(Reparameterization.class).stream().map(ServiceLoader.Provider::get),
                        OTHERS.stream())
                .toList();
    }

    static Stream<Arguments> cases() {
        return all().stream().flatMap(r -> Stream.of(Nets.mlp(new Tanh(), 4, 6, 3), Nets.residual(), smooth())
                .map(network -> Arguments.of(r, network)));
    }

    /** A convolution with a bias, and nothing with corners behind it. */
    private static Network smooth() {
        return new Network(
                "smooth",
                new Shape(2, 3, 3),
                List.of(
                        new Node("conv", new Conv(2, 3, 2, 1, 0, 1, Conv.Bias.PRESENT), List.of("input")),
                        new Node("tanh", new Tanh(), List.of("conv")),
                        new Node("flatten", new Flatten(), List.of("tanh")),
                        new Node("fc", new Gemm(12, 3), List.of("flatten"))));
    }

    private static Dataset data(Network network) {
        return Fixtures.data(network, EXAMPLES, 4);
    }

    private static float[] weights(Network network) {
        return Fixtures.weights(network, 3);
    }

    private static float[] own(Reparameterization r, Network network) {
        return r.begin(network, EXAMPLES).initial(weights(network), RandomKey.of(2));
    }

    private static TrainingLoop loop(
            Reparameterization r, Network network, Mask mask, int batch, Optimizer optimizer, RandomKey noise) {
        float[] start = weights(network);
        mask.apply(start);
        TrainingHooks hooks = new TrainingHooks(List.of(), r, List.of(), null);
        return new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(start, mask),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                batch,
                optimizer,
                hooks,
                noise));
    }

    /** One step of plain descent at rate 1 from these numbers of its own: the loss before, and the numbers after. */
    private static double step(Reparameterization r, Network network, float[] own) {
        try (TrainingLoop loop =
                loop(r, network, Mask.full(network.layout()), EXAMPLES, new Optimizer.Sgd(1, 0), NOISE)) {
            loop.restore(Map.of("own", own.clone()), 0);
            double loss = loop.step(ORDER, 0, EXAMPLES, 1);
            System.arraycopy(loop.moments().get("own"), 0, own, 0, own.length);
            return loss;
        }
    }

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

    @ParameterizedTest
    @MethodSource("cases")
    void writesEveryTrainedParameter(Reparameterization r, Network network) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] drawn = new float[network.layout().size()];
        float[] folded = drawn.clone();
        Arrays.fill(drawn, Float.NaN);
        Arrays.fill(folded, Float.NaN);
        coordinates.draw(own(r, network), NOISE, drawn, new float[drawn.length]);
        coordinates.fold(own(r, network), folded);
        for (Layout.Slot slot : network.layout().slots()) {
            int end = slot.parameter().role().isTrained() ? slot.end() : slot.offset();
            for (int i = slot.offset(); i < end; i++) {
                assertThat(drawn[i]).isFinite();
                assertThat(folded[i]).isFinite();
            }
        }
    }

    /** Another key gives others where it says that there is noise, or begins by the key. */
    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheSameKeyAndOthersForAnother(Reparameterization r, Network network) {
        float[] first = trained(r, network, NOISE, Mask.full(network.layout()));
        assertThat(trained(r, network, NOISE, Mask.full(network.layout()))).containsExactly(first);
        float[] other = trained(r, network, RandomKey.of(9), Mask.full(network.layout()));
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] begun = coordinates.initial(weights(network), NOISE);
        boolean random = coordinates.noise() != Noise.NONE
                || !Arrays.equals(coordinates.initial(weights(network), RandomKey.of(9)), begun);
        assertThat(Arrays.equals(other, first)).isEqualTo(!random);
    }

    private static float[] drawn(Reparameterization r, Network network, RandomKey key, float[] variances) {
        float[] weights = new float[network.layout().size()];
        r.begin(network, EXAMPLES).draw(own(r, network), key, weights, variances);
        return weights;
    }

    /** Of the variances of weights. */
    private static double least(Network network, float[] variances) {
        return network.layout().slots(Parameter.Role.WEIGHT).stream()
                .flatMapToDouble(
                        slot -> IntStream.range(slot.offset(), slot.end()).mapToDouble(i -> variances[i]))
                .min()
                .orElseThrow();
    }

    /** Without noise the drawn weights are those that are kept. */
    @ParameterizedTest
    @MethodSource("cases")
    void drawsNoiseWhereItSays(Reparameterization r, Network network) {
        float[] variances = new float[network.layout().size()];
        float[] first = drawn(r, network, NOISE, variances);
        float[] other = drawn(r, network, RandomKey.of(9), new float[variances.length]);
        float[] folded = new float[first.length];
        r.begin(network, EXAMPLES).fold(own(r, network), folded);
        switch (r.begin(network, EXAMPLES).noise()) {
            case NONE -> assertThat(List.of(first, other)).allMatch(weights -> Arrays.equals(weights, folded));
            case IN_WEIGHTS -> assertThat(first).isNotEqualTo(other).isNotEqualTo(folded);
            case IN_ACTIVATIONS -> assertThat(least(network, variances)).isPositive();
        }
    }

    private static float[] trained(Reparameterization r, Network network, RandomKey noise, Mask mask) {
        Optimizer adam = new Optimizer.Adam(0.05, 0.9, 0.999, 1e-8, 0.1);
        try (TrainingLoop loop = loop(r, network, mask, 5, adam, noise)) {
            for (int i = 0; i < 30; i++) {
                loop.step(ORDER, i % 2 * 5, i % 2 * 5 + 5, 0.05);
            }
            return loop.weights();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsMaskedWeightsAtZero(Reparameterization r, Network network) {
        Mask mask = Mask.full(network.layout());
        IntStream.range(0, network.layout().trainedSize())
                .filter(i -> RandomKey.of(7).uniform(i) < 0.5)
                .forEach(mask::remove);
        float[] weights = trained(r, network, NOISE, mask);
        for (int i = 0; i < weights.length; i++) {
            if (!mask.keeps(i)) {
                assertThat(Float.floatToRawIntBits(weights[i]))
                        .as("weight %d", i)
                        .isZero();
            }
            assertThat(weights[i]).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void confinesOnce(Reparameterization r, Network network) {
        float[] wild = own(r, network);
        for (int i = 0; i < wild.length; i++) {
            wild[i] *= 1000;
        }
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        coordinates.confine(wild);
        float[] once = wild.clone();
        coordinates.confine(wild);
        assertThat(wild).containsExactly(once);
        assertThat(coordinates.loss(wild, 1000)).isFinite();
    }

    /** One that is equal to a stronger one has no loss of its own, whatever its numbers are. */
    @ParameterizedTest
    @MethodSource("cases")
    void lossGrowsWithItsStrength(Reparameterization r, Network network) {
        float[] own = own(r, network);
        for (int i = 0; i < own.length; i++) {
            own[i] += (float) (0.1 * NOISE.gaussian(i));
        }
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        coordinates.confine(own);
        double loss = coordinates.loss(own, 1000);
        if (r.scaled(4).equals(r)) {
            assertThat(loss).isZero();
            assertThat(coordinates.loss(own, 0)).isZero();
        } else {
            assertThat(loss).isPositive();
            assertThat(r.scaled(4).begin(network, EXAMPLES).loss(own, 1000)).isGreaterThan(loss);
        }
        assertThat(r.scaled(1)).isEqualTo(r);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysFiniteOnANetworkOfZeros(Reparameterization r, Network network) {
        int size = network.layout().size();
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] own = coordinates.initial(new float[size], RandomKey.of(2));
        float[] gradient = new float[own.length];
        coordinates.draw(own, NOISE, new float[size], new float[size]);
        coordinates.pullBack(own, 1000, new float[size], new float[size], gradient);
        for (float slope : gradient) {
            assertThat(slope).isFinite();
        }
        assertThat(coordinates.loss(own, 1000)).isFinite();
    }
}
