package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Fixtures;
import io.espalier.criterion.NetworkView;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet8;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered criterion tells the tied channels of a residual network apart. */
class ChannelCriteriaTest {
    private static final Network NETWORK = new ResNet8(4).build(new Shape(3, 8, 8), 3);
    private static final Groups CHANNELS = Groups.of(NETWORK, new Granularity.Channel(), OutputLayerPolicy.PRUNE);

    static Stream<Criterion> criteria() {
        return ServiceLoader.load(Criterion.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void scoresChannels(Criterion criterion) {
        RandomKey key = RandomKey.of(7);
        OrderedExamples examples = new OrderedExamples(Fixtures.data(NETWORK, 10, 2), key.permutation(10), key);
        NetworkView view = Engine.ofProcess()
                .view(NETWORK, Fixtures.weights(NETWORK, 1), examples, new LossFunction.CrossEntropy());

        double[] scores = criterion.score(view, CHANNELS);

        assertThat(scores).hasSize(Arrays.stream(CHANNELS.counts()).sum());
        assertThat(DoubleStream.of(scores)).allMatch(Double::isFinite);
        assertThat(DoubleStream.of(scores).distinct().count()).isGreaterThan(1);
    }
}
