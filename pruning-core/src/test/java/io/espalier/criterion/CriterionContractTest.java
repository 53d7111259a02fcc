package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered criterion has to hold, whoever wrote it. */
class CriterionContractTest {
    private static final List<Granularity> GRANULARITIES = List.of(
            new Granularity.Weight(),
            new Granularity.Neuron(),
            new Granularity.Filter(),
            new Granularity.Unit(),
            new Granularity.Block(2, 3),
            new Granularity.NOfM(1, 2));

    private static List<Criterion> criteria() {
        return ServiceLoader.load(Criterion.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Every criterion on every granularity of a network that has groups of it. */
    static Stream<Arguments> cases() {
        return criteria().stream().flatMap(criterion -> GRANULARITIES.stream().map(granularity -> {
            boolean wide = granularity instanceof Granularity.NOfM;
            Network network = wide ? Nets.mlp(new Tanh(), 4, 6, 2) : Nets.conv();
            return Arguments.of(criterion, Groups.of(network, granularity, OutputLayerPolicy.PRUNE));
        }));
    }

    @Test
    void allOfThemAreRegistered() {
        assertThat(criteria())
                .extracting(c -> c.getClass().getSimpleName())
                .contains(
                        "Random",
                        "Magnitude",
                        "Lamp",
                        "Snip",
                        "Taylor",
                        "Obd",
                        "Fisher",
                        "Synflow",
                        "Lrp",
                        "BatchNormScale",
                        "Grasp",
                        "Fpgm",
                        "MeanActivation",
                        "Apoz",
                        "Hrank");
    }

    /** One small file each, and nothing beside it: what a user's own criterion takes. */
    @ParameterizedTest
    @MethodSource("criteria")
    void isARecordInOneFileOfLessThan60Lines(Criterion criterion) throws IOException {
        String file = criterion.getClass().getName().replace('.', '/') + ".java";
        assertThat(criterion.getClass()).isRecord();
        assertThat(Files.readAllLines(Path.of("src/main/java").resolve(file))).hasSizeLessThan(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesOneFiniteScorePerGroup(Criterion criterion, Groups groups) {
        double[] scores = criterion.score(Fixtures.view(groups.network(), 1), groups);
        assertThat(scores).hasSize(groups.count());
        assertThat(DoubleStream.of(scores)).allMatch(Double::isFinite);
    }

    /** A few units may be equally often 0 on a few examples, but not with all weights. */
    @ParameterizedTest
    @MethodSource("cases")
    void tellsGroupsApart(Criterion criterion, Groups groups) {
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(seed -> criterion.score(Fixtures.view(groups.network(), seed), groups))
                        .mapToLong(scores -> Arrays.stream(scores).distinct().count()))
                .anyMatch(distinct -> distinct > 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsWhateverWasScoredBefore(Criterion criterion, Groups groups) {
        FakeNetworkView view = Fixtures.view(groups.network(), 1);
        double[] first = criterion.score(view, groups);
        for (Criterion other : criteria()) {
            other.score(view, groups);
        }
        assertThat(criterion.score(view, groups)).containsExactly(first);
        assertThat(criterion.score(Fixtures.view(groups.network(), 1), groups)).containsExactly(first);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysFiniteOnANetworkOfZeros(Criterion criterion, Groups groups) {
        Network network = groups.network();
        float[] zeros = new float[network.layout().size()];
        FakeNetworkView view = new FakeNetworkView(network, zeros, Fixtures.data(network, 3, 1), RandomKey.of(1));
        assertThat(DoubleStream.of(criterion.score(view, groups))).allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysFiniteWhereGroupsAreGone(Criterion criterion, Groups groups) {
        Network network = groups.network();
        float[] weights = Fixtures.weights(network, 1);
        boolean[] kept = new boolean[groups.count()];
        for (int g = 0; g < kept.length; g += 2) {
            kept[g] = true;
        }
        Mask mask = groups.expand(kept);
        mask.apply(weights);
        FakeNetworkView view = new FakeNetworkView(network, weights, Fixtures.data(network, 3, 1), RandomKey.of(1));
        assertThat(DoubleStream.of(criterion.score(view, groups))).allMatch(Double::isFinite);
    }

    /**
     * Doubling a ReLU layer's weights and bias and halving the weights that read it changes nothing that the network
     * computes. What estimates a change of the loss, or of the flow, must not see it.
     */
    @ParameterizedTest
    @MethodSource("invariant")
    void doesNotSeeARescalingThatTheNetworkDoesNotSee(Criterion criterion, Granularity granularity) {
        Network network = Nets.mlp(new Relu(), 4, 6, 3);
        Groups groups = Groups.of(network, granularity, OutputLayerPolicy.PRUNE);
        float[] weights = Fixtures.weights(network, 1);
        float[] rescaled = weights.clone();
        scale(rescaled, network.layout().slot("fc1.weight"), 2);
        scale(rescaled, network.layout().slot("fc1.bias"), 2);
        scale(rescaled, network.layout().slot("fc2.weight"), 0.5f);
        assertThat(criterion.score(view(network, rescaled), groups))
                .containsExactly(criterion.score(view(network, weights), groups), within(1e-6));
    }

    static Stream<Arguments> invariant() {
        return Stream.of(new Snip(), new Taylor(), new Obd(), new Fisher(), new Synflow(), new Lrp(), new Random())
                .flatMap(c -> Stream.of(new Granularity.Weight(), new Granularity.Neuron(), new Granularity.Block(2, 3))
                        .map(g -> Arguments.of(c, g)));
    }

    @ParameterizedTest
    @MethodSource("granularities")
    void magnitudeScalesWithItsLayerAndLampDoesNotSeeTheScale(Granularity granularity) {
        Network network = Nets.mlp(new Relu(), 4, 6, 3);
        Groups groups = Groups.of(network, granularity, OutputLayerPolicy.PRUNE);
        float[] weights = Fixtures.weights(network, 1);
        float[] doubled = weights.clone();
        network.layout().slots(Role.WEIGHT).forEach(slot -> scale(doubled, slot, 2));
        for (Magnitude.Norm norm : Magnitude.Norm.values()) {
            double[] twice = Arrays.stream(new Magnitude(norm).score(view(network, weights), groups))
                    .map(s -> 2 * s)
                    .toArray();
            assertThat(new Magnitude(norm).score(view(network, doubled), groups))
                    .containsExactly(twice, within(1e-12));
        }
        assertThat(new Lamp().score(view(network, doubled), groups))
                .containsExactly(new Lamp().score(view(network, weights), groups), within(1e-12));
    }

    static Stream<Granularity> granularities() {
        return Stream.of(new Granularity.Weight(), new Granularity.Neuron(), new Granularity.Block(2, 3));
    }

    private static FakeNetworkView view(Network network, float[] weights) {
        return new FakeNetworkView(network, weights, Fixtures.data(network, 6, 2), RandomKey.of(1));
    }

    private static void scale(float[] weights, Layout.Slot slot, float factor) {
        for (int i = slot.offset(); i < slot.end(); i++) {
            weights[i] *= factor;
        }
    }
}
