package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.ReferenceForward;
import io.espalier.network.compact.AttentionHeads.Unit;
import io.espalier.network.compact.Compaction;
import io.espalier.network.compact.TiedChannels;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.PositionNormalization;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.SpaceToDepth;
import io.espalier.network.zoo.VitTiny;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Granularity {@code channel}. */
class ChannelsTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);

    private static Groups groups(Network network) {
        return Groups.of(network, new Granularity.Channel(), OutputLayerPolicy.PRUNE);
    }

    private static NetworkBuilder builder(Shape input) {
        return new NetworkBuilder("net", input, new Initialization.HeNormal());
    }

    /** sum = a + norm(b(a)), of 3 channels, read by c of 2 filters. */
    private static Network residual() {
        return builder(IMAGE)
                .conv("a", 3, 1, 1, 0, Bias.PRESENT)
                .conv("b", 3, 3, 1, 1, Bias.ABSENT)
                .batchNormalization()
                .add("sum", "a")
                .activation("sigmoid", new Sigmoid())
                .conv("c", 2, 1, 1, 0, Bias.PRESENT)
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
    }

    /** A depthwise convolution between two others. */
    private static Network depthwise() {
        return builder(IMAGE)
                .conv("a", 4, 1, 1, 0, Bias.PRESENT)
                .image("deep", new Conv(4, 4, 3, 1, 1, 4, Bias.PRESENT))
                .activation("sigmoid", new Sigmoid())
                .conv("c", 3, 1, 1, 0, Bias.PRESENT)
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
    }

    /** A sequence in blocks, normalised along its positions, as many as there are channels. */
    private static Network blocks() {
        return builder(new Shape(2, 1, 8))
                .conv("a", 2, 1, 1, 0, Bias.PRESENT)
                .image("blocks", new SpaceToDepth(new Shape(2, 1, 8), 1, 2))
                .image("along", new PositionNormalization(4, 1e-5))
                .conv("c", 3, 1, 1, 0, Bias.PRESENT)
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
    }

    /** a has 2 weights a filter, b 27. */
    @Test
    void aGroupIsAChannelOfAllLayersOfAResidualStage() {
        Groups groups = groups(residual());

        assertThat(groups.layers()).extracting(layer -> layer.node().name()).containsExactly("a", "c");
        assertThat(groups.counts()).containsExactly(3, 2);
        assertThat(IntStream.range(0, 5).map(groups::size)).containsExactly(29, 29, 29, 3, 3);
    }

    /** Of a 2 weights and a bias, of b 27 weights and 9 of each of the two filters that stay, 2 of the norm, 2 of c. */
    @Test
    void aChannelGoesWithAllThatOnlyServesIt() {
        Network network = residual();
        Compaction small = Compaction.of(network, cut(network, groups(network), 0, RandomKey.of(3)));

        assertThat(network.parameters() - small.network().parameters()).isEqualTo(3 + 27 + 18 + 2 + 2);
        assertThat(List.of("a", "b", "b-norm", "sum"))
                .allSatisfy(node -> assertThat(small.kept(node)).containsExactly(1, 2));
    }

    /** b is no first layer of any channel, yet what is tied to its units stays with them. */
    @Test
    void whatIsTiedToAnExcludedLayerStays() {
        Groups groups = Groups.of(
                residual(),
                new Grouping(new Granularity.Channel(), OutputLayerPolicy.PRUNE, new LayerFilter(null, List.of("b"))));

        assertThat(groups.layers()).extracting(layer -> layer.node().name()).containsExactly("c");
    }

    @Test
    void aDepthwiseFilterCountsWithTheChannelThatItReads() {
        Groups groups = groups(depthwise());

        assertThat(groups.counts()).containsExactly(4, 3);
        assertThat(groups.size(0)).isEqualTo(2 + 9);
    }

    /** Each channel of a is two channels of the blocks. */
    @Test
    void whatIsScaledByPositionIsNoChannelsOwn() {
        Network network = blocks();
        Compaction small = Compaction.of(network, cut(network, groups(network), 0, RandomKey.of(5)));

        assertThat(small.kept("along")).containsExactly(1, 3);
        assertThat(network.parameters() - small.network().parameters()).isEqualTo(3 + 2 * 3);
    }

    /** Of a 2 weights and a bias, 2 of each norm, 4 of b1 and of b2 4 and a bias, 2 of fc; what is gone still counts as 0. */
    @Test
    void aLayerNormCountsTheZerosThatAreGone() {
        Network network = stream();
        Groups groups = groups(network);
        Compaction small = Compaction.of(network, cut(network, groups, 0, RandomKey.of(7)));

        assertThat(groups.layers()).extracting(layer -> layer.node().name()).containsExactly("a", "b1");
        assertThat(small.network().nodes()).anySatisfy(node -> assertThat(node.op())
                .isEqualTo(new LayerNormalization(2, LayerNormalization.EPSILON, 1)));
        assertThat(network.parameters() - small.network().parameters()).isEqualTo(3 + 2 + 2 + 4 + 4 + 1 + 2);
    }

    /** A residual stream of 3 channels under layer norms. */
    private static Network stream() {
        return builder(IMAGE)
                .conv("a", 3, 1, 1, 0, Bias.PRESENT)
                .image("norm1", new LayerNormalization(3))
                .conv("b1", 4, 1, 1, 0, Bias.PRESENT)
                .relu()
                .conv("b2", 3, 1, 1, 0, Bias.PRESENT)
                .add("sum", "a")
                .image("norm2", new LayerNormalization(3))
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
    }

    /** The weights after a group is gone, all others any numbers. */
    private static float[] cut(Network network, Groups groups, int group, RandomKey key) {
        boolean[] kept = new boolean[groups.count()];
        Arrays.fill(kept, true);
        kept[group] = false;
        return masked(network, groups, kept, key);
    }

    private static float[] masked(Network network, Groups groups, boolean[] kept, RandomKey key) {
        float[] values = Initialization.weights(network, key);
        for (Layout.Slot slot : network.layout().slots()) {
            RandomKey own = key.with(slot.parameter().name());
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = (float) (0.2 + 0.5 * Math.abs(own.gaussian(i)));
            }
        }
        groups.expand(kept).apply(values);
        return values;
    }

    @Property(tries = 40)
    void everyCutIsExact(@ForAll long seed) {
        for (Network network : List.of(residual(), depthwise(), blocks(), stream())) {
            boolean[] kept = some(network, RandomKey.of(seed));
            assertGone(network, exact(network, kept, RandomKey.of(seed)), kept);
        }
    }

    /** Its residual stream under layer norms, pairs of query and key channels, value channels, hidden units. */
    @Property(tries = 15)
    void everyCutOfATransformerIsExact(@ForAll long seed) {
        Network network = new VitTiny(4, 1, 6, 2).build(new Shape(3, 8, 8), 3);
        exact(network, some(network, RandomKey.of(seed)), RandomKey.of(seed));
    }

    /** One of each layer's stays, so that no shape is empty. */
    private static boolean[] some(Network network, RandomKey key) {
        Groups groups = groups(network);
        boolean[] kept = new boolean[groups.count()];
        for (int group = 0; group < kept.length; group++) {
            kept[group] = key.with("group").uniform(group) < 0.6;
        }
        groups.layers().forEach(layer -> kept[layer.first()] = true);
        return kept;
    }

    private static Compaction exact(Network network, boolean[] kept, RandomKey key) {
        float[] weights = masked(network, groups(network), kept, key);
        Compaction small = Compaction.of(network, weights);
        double[] input = IntStream.range(0, network.input().elements())
                .mapToDouble(key.with("input")::gaussian)
                .toArray();
        assertThat(ReferenceForward.logits(small.network(), small.gather(weights), input))
                .containsExactly(ReferenceForward.logits(network, weights, input), within(1e-9));
        return small;
    }

    private static void assertGone(Network network, Compaction small, boolean[] kept) {
        List<List<Unit>> sets = TiedChannels.of(network).stream()
                .flatMap(tied -> tied.sets().stream())
                .toList();
        for (int set = 0; set < kept.length; set++) {
            for (Unit unit : kept[set] ? List.<Unit>of() : sets.get(set)) {
                assertThat(small.kept(unit.node().name())).doesNotContain(unit.number());
            }
        }
    }
}
