package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Fixtures;
import io.espalier.criterion.NetworkView;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.VitTiny;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered criterion tells the heads of a transformer apart. */
class HeadCriteriaTest {
    private static final Network NETWORK = new VitTiny(4, 2, 12, 3).build(new Shape(3, 8, 8), 3);
    private static final Groups HEADS = Groups.of(NETWORK, new Granularity.Head(), OutputLayerPolicy.PRUNE);

    static Stream<Criterion> criteria() {
        return ServiceLoader.load(Criterion.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void scoresHeads(Criterion criterion) {
        RandomKey key = RandomKey.of(7);
        OrderedExamples examples = new OrderedExamples(Fixtures.data(NETWORK, 10, 2), key.permutation(10), key);
        NetworkView view = Engine.ofProcess()
                .view(NETWORK, Fixtures.weights(NETWORK, 1), examples, new LossFunction.CrossEntropy());

        double[] scores = criterion.score(view, HEADS);

        assertThat(scores).hasSize(6);
        assertThat(DoubleStream.of(scores)).allMatch(Double::isFinite);
        assertThat(DoubleStream.of(scores).distinct().count()).isGreaterThan(1);
    }
}
