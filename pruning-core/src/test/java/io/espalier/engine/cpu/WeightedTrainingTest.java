package io.espalier.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.engine.Alike;
import io.espalier.engine.Loop;
import io.espalier.engine.Samples;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.linear.SparseLoop;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An example of weight 2 is that example twice, whichever loop takes the steps. */
class WeightedTrainingTest {
    private static final int EXAMPLES = 6;

    static Stream<Arguments> loops() {
        Function<TrainingSetup, Loop> whole = TrainingLoop::new;
        Function<TrainingSetup, Loop> sparse = SparseLoop::new;
        Function<TrainingSetup, Loop> compact = CompactLoop::new;
        return Stream.of(
                Arguments.of("chain", Nets.mlp(4, 7, 3), whole),
                Arguments.of("graph", Nets.mlp(new Tanh(), 4, 7, 3), whole),
                Arguments.of("sparse", Nets.mlp(4, 7, 3), sparse),
                Arguments.of("compact", Nets.mlp(new Tanh(), 4, 7, 3), compact));
    }

    private static Dataset data() {
        float[] features = new float[EXAMPLES * 4];
        for (int i = 0; i < features.length; i++) {
            features[i] = (i * 7 % 11) / 11f - 0.5f;
        }
        return new Dataset(Shape.vector(4), new ClassTargets(3, new int[] {0, 1, 2, 0, 1, 2}), features);
    }

    private static float[] train(Network network, Function<TrainingSetup, Loop> loop, Dataset data) {
        Mask mask = Samples.halfMask(network, 7);
        TrainingSetup.Start start = new TrainingSetup.Start(Samples.masked(Samples.weights(network, 3), mask), mask);
        TrainingSetup setup = new TrainingSetup(
                network,
                start,
                data,
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                data.size(),
                new Optimizer.Momentum(0.1, 0.9, 0));
        try (Loop steps = loop.apply(setup)) {
            int[] order = IntStream.range(0, data.size()).toArray();
            for (int i = 0; i < 5; i++) {
                steps.step(order, 0, order.length, 0.1);
            }
            return steps.weights();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void weightTwoIsTheExampleTwice(String name, Network network, Function<TrainingSetup, Loop> loop) {
        double share = 6.0 / 7; // the mean of six weights of which one is 2
        Dataset weighted =
                data().weighted(new ExampleWeights(new double[] {share, share, 2 * share, share, share, share}));
        Dataset twice = data().select(new int[] {0, 1, 2, 2, 3, 4, 5});
        float[] found = train(network, loop, weighted);
        assertThat(Alike.doubles(found)).containsExactly(Alike.doubles(train(network, loop, twice)), within(1e-6));
        assertThat(found).isNotEqualTo(train(network, loop, data()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void weightsOfOneAreNoWeights(String name, Network network, Function<TrainingSetup, Loop> loop) {
        Dataset weighted = data().weighted(new ExampleWeights(new double[] {1, 1, 1, 1, 1, 1}));
        assertThat(train(network, loop, weighted)).isEqualTo(train(network, loop, data()));
    }
}
