package io.espalier.engine;

import static io.espalier.engine.Alike.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.codec.Codec;
import io.espalier.criterion.Fixtures;
import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.engine.LoadedNetwork.PredictionBatch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine owes the runner: the numbers that the engine in plain Java gives by definition. */
class EngineContractTest {
    private static final Engine PLAIN = new PlainEngine();
    private static final Optimizer ADAM = new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0.001);
    private static final Network NETWORK = Samples.convolutions();
    private static final Network LINEAR = Samples.linear();
    private static final RandomKey KEY = RandomKey.of(7);
    private static final LossFunction LOSS = new LossFunction.CrossEntropy();

    static Stream<Engine> registered() {
        return ServiceLoader.load(Engine.class).stream().map(ServiceLoader.Provider::get);
    }

    static Stream<Engine> all() {
        Engine timed = new TimedEngine(PLAIN, (miniBatches, nanos) -> {});
        return Stream.concat(Stream.of(PLAIN, timed), registered());
    }

    private static OrderedExamples examples(Network network) {
        Dataset data = Fixtures.data(network, 10, 2);
        return new OrderedExamples(data, KEY.permutation(data.size()), KEY);
    }

    @ParameterizedTest
    @MethodSource("all")
    void tellsWhatItIs(Engine engine) {
        assertThat(engine.info().name()).isNotBlank();
        assertThat(engine.info().processor()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("registered")
    void givesTheLogitsOfTheDefinition(Engine engine) {
        float[] weights = Fixtures.weights(NETWORK, 1);
        Dataset data = Fixtures.data(NETWORK, 10, 2);
        assertAlike(engine.logits(NETWORK, weights, data), PLAIN.logits(NETWORK, weights, data));
    }

    @ParameterizedTest
    @MethodSource("registered")
    void showsCriteriaTheGradientOfTheDefinition(Engine engine) {
        float[] weights = Fixtures.weights(NETWORK, 1);
        NetworkView view = engine.view(NETWORK, weights, examples(NETWORK), LOSS);
        NetworkView plain = PLAIN.view(NETWORK, weights, examples(NETWORK), LOSS);
        assertAlike(view.gradient(6), plain.gradient(6));
        assertAlike(view.squaredGradient(6), plain.squaredGradient(6));
        assertThat(view.random()).isEqualTo(plain.random());
    }

    @ParameterizedTest
    @MethodSource("registered")
    void showsReconstructorsTheActivationsOfTheDefinition(Engine engine) {
        float[] weights = Fixtures.weights(LINEAR, 1);
        ActivationView view = engine.activations(LINEAR, weights, examples(LINEAR));
        ActivationView plain = PLAIN.activations(LINEAR, weights, examples(LINEAR));
        for (String node : List.of(Node.INPUT, "fc1", "relu2")) {
            assertAlike(view.outputs(weights, node, 6), plain.outputs(weights, node, 6));
        }
    }

    @ParameterizedTest
    @MethodSource("registered")
    void findsTheRangesOfTheDefinition(Engine engine) {
        float[] weights = Fixtures.weights(LINEAR, 1);
        Dataset data = Fixtures.data(LINEAR, 10, 2);
        Map<String, ActivationRange> ranges = engine.ranges(LINEAR, weights, data);
        Map<String, ActivationRange> plain = PLAIN.ranges(LINEAR, weights, data);
        assertThat(ranges).containsOnlyKeys(plain.keySet());
        plain.forEach((node, range) -> assertAlike(
                new double[] {ranges.get(node).least(), ranges.get(node).largest()},
                new double[] {range.least(), range.largest()}));
    }

    @ParameterizedTest
    @MethodSource("registered")
    void estimatesTheStatisticsOfTheDefinition(Engine engine) {
        float[] weights = Fixtures.weights(NETWORK, 1);
        assertAlike(
                engine.recalibrate(NETWORK, weights, examples(NETWORK), 3, 2),
                PLAIN.recalibrate(NETWORK, weights, examples(NETWORK), 3, 2));
    }

    private static Loop loop(Engine engine, float[] weights, Mask mask) {
        return engine.train(new TrainingSetup(
                LINEAR,
                new TrainingSetup.Start(weights, mask, Codec.Sharing.NONE),
                Fixtures.data(LINEAR, 10, 2),
                new TrainingSetup.Goal(LOSS, null),
                5,
                ADAM,
                TrainingHooks.NONE,
                KEY));
    }

    private static List<Double> steps(Loop loop, int from, int to) {
        loop.beginPart();
        List<Double> losses = new ArrayList<>();
        for (int i = from; i < to; i++) {
            losses.add(loop.step(KEY.with(i).permutation(10), 0, 5, ADAM.rate()));
        }
        return losses;
    }

    private static float[] masked(Mask mask) {
        float[] weights = Fixtures.weights(LINEAR, 1);
        mask.apply(weights);
        return weights;
    }

    @ParameterizedTest
    @MethodSource("all")
    void trainsAsTheFormulasSayAndLeavesMaskedWeightsZero(Engine engine) {
        Mask mask = Samples.halfMask(LINEAR, 7);
        try (Loop loop = loop(engine, masked(mask), mask);
                Loop plain = loop(PLAIN, masked(mask), mask)) {
            assertAlike(doubles(steps(loop, 0, 4)), doubles(steps(plain, 0, 4)));
            assertAlike(loop.weights(), plain.weights());
            float[] trained = loop.weights();
            assertThat(IntStream.range(0, LINEAR.layout().trainedSize()).filter(i -> !mask.keeps(i)))
                    .allMatch(i -> Float.floatToRawIntBits(trained[i]) == 0);
            assertThat(trained).isNotEqualTo(masked(mask));
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("all")
    void goesOnFromWhereItStoppedBitForBit(Engine engine) {
        Mask mask = Samples.halfMask(LINEAR, 7);
        try (Loop whole = loop(engine, masked(mask), mask);
                Loop first = loop(engine, masked(mask), mask)) {
            steps(whole, 0, 4);
            steps(first, 0, 2);
            try (Loop second = loop(engine, first.weights(), mask)) {
                second.restore(first.moments(), first.steps());
                steps(second, 2, 4);
                assertThat(second.weights()).isEqualTo(whole.weights());
                assertThat(second.steps()).isEqualTo(whole.steps()).isEqualTo(4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void changesNothingAfterALossThatIsNoNumber(Engine engine) {
        float[] weights = Fixtures.weights(LINEAR, 1);
        Arrays.fill(weights, Float.NaN);
        try (Loop loop = loop(engine, weights, Mask.full(LINEAR.layout()))) {
            assertThat(steps(loop, 0, 1)).noneMatch(Double::isFinite);
            assertThat(loop.weights()).isEqualTo(weights);
        }
    }

    @ParameterizedTest
    @MethodSource("registered")
    void predictsRowByRow(Engine engine) {
        float[] weights = Fixtures.weights(LINEAR, 1);
        Dataset data = Fixtures.data(LINEAR, 1, 2);
        try (LoadedNetwork loaded = engine.load(LINEAR, weights)) {
            PredictionBatch batch = loaded.batch();
            batch.put(0, data.features());
            assertAlike(batch.logits(1), PLAIN.logits(LINEAR, weights, data));
        }
    }

    @Test
    void refusesAnEngineThatNobodyRegistered() {
        assertThat(RegisteredEngine.named("cpu")).isEqualTo(Engine.ofProcess());
        assertThatThrownBy(() -> RegisteredEngine.named("cpuu"))
                .isInstanceOf(EngineStartException.class)
                .hasMessage("Invalid espalier.engine: cpuu (must be cpu; did you mean cpu?)");
    }
}
