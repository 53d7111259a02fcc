package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.export.OnnxSession;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.ReferenceForward;
import io.espalier.network.compact.AttentionHeads;
import io.espalier.network.compact.Compaction;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Attention;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gather;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.VitTiny;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Granularity {@code head}. */
class HeadsTest {
    private static final Granularity HEAD = new Granularity.Head();
    private static final Shape IMAGE = new Shape(3, 8, 8);
    private static final Network VIT = new VitTiny(4, 2, 12, 3).build(IMAGE, 4);

    private static Groups groups(Network network) {
        return Groups.of(network, HEAD, OutputLayerPolicy.PRUNE);
    }

    /** All but one. */
    private static boolean[] without(Groups groups, int group) {
        boolean[] kept = new boolean[groups.count()];
        Arrays.fill(kept, true);
        kept[group] = false;
        return kept;
    }

    /** Three layers of a head have 4 units each with 12 weights. */
    @Test
    void aGroupIsWhatAHeadsQueriesKeysAndValuesAreMadeOf() {
        Groups groups = groups(VIT);

        assertThat(groups.layers())
                .extracting(layer -> layer.node().name())
                .containsExactly("block1-attention", "block2-attention");
        assertThat(groups.counts()).containsExactly(3, 3);
        assertThat(IntStream.range(0, 6).map(groups::size)).containsOnly(3 * 4 * 12);
        assertThat(groups.weights()).isEqualTo(6 * 144);
    }

    /** 3 layers lose 4 units of 12 weights and a bias, the projection loses 12 units' weights of 4 channels. */
    @Test
    void aHeadGoesWithItsBiasesAndTheWeightsThatReadIt() {
        Groups groups = groups(VIT);
        Mask mask = groups.expand(without(groups, 1));
        float[] weights = values(VIT, RandomKey.of(1));
        mask.apply(weights);

        Compaction small = Compaction.of(VIT, weights);

        assertThat(VIT.parameters() - small.network().parameters()).isEqualTo(3 * 4 * 13 + 12 * 4);
        assertThat(small.kept("block1-value")).containsExactly(0, 1, 2, 3, 8, 9, 10, 11);
        assertThat(small.kept("block1-query")).isEqualTo(small.kept("block1-value"));
        assertThat(small.kept("block2-value")).hasSize(12);
        assertThat(groups.survivors(mask)).isEqualTo(5);
        assertThat(groups.weights(mask)).isEqualTo(5 * 144);
    }

    /** Any numbers, so that biases are not 0. */
    private static float[] values(Network network, RandomKey key) {
        float[] values = Initialization.weights(network, key);
        for (Layout.Slot slot : network.layout().slots()) {
            RandomKey own = key.with(slot.parameter().name());
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = (float) (0.5 * own.gaussian(i));
            }
        }
        return values;
    }

    /** Heads and single weights at random, of separate layers and of one layer for all three. */
    @Property(tries = 60)
    void maskedIsCompacted(@ForAll long seed) {
        for (Network network : List.of(VIT, joint())) {
            RandomKey key = RandomKey.of(seed);
            float[] weights = pruned(network, key);
            Compaction small = Compaction.of(network, weights);
            double[] input = IntStream.range(0, network.input().elements())
                    .mapToDouble(key.with("input")::gaussian)
                    .toArray();

            assertThat(ReferenceForward.logits(small.network(), small.gather(weights), input))
                    .containsExactly(ReferenceForward.logits(network, weights, input), within(1e-9));
        }
    }

    private static float[] pruned(Network network, RandomKey key) {
        Groups groups = groups(network);
        boolean[] kept = new boolean[groups.count()];
        for (int head = 0; head < kept.length; head++) {
            kept[head] = key.with("head").uniform(head) < 0.5;
        }
        Mask mask = groups.expand(kept);
        for (int i = 0; i < mask.size(); i++) {
            if (key.with("weight").uniform(i) < 0.2) {
                mask.remove(i);
            }
        }
        float[] weights = values(network, key);
        mask.apply(weights);
        return weights;
    }

    /** One layer makes queries, keys and values. */
    private static Network joint() {
        NetworkBuilder network = new NetworkBuilder("joint", IMAGE, new Initialization.HeNormal());
        network.conv("all", 18, 1, 1, 0, Bias.PRESENT);
        List<Integer> six = List.of(0, 1, 2, 3, 4, 5);
        String key = network.image("key", new Gather(18, shifted(six, 6))).last();
        String value = network.from("all")
                .image("value", new Gather(18, shifted(six, 12)))
                .last();
        network.from("all").image("query", new Gather(18, six));
        Attention attention = Attention.of(3, 6, network.shape());
        return network.image("attention", attention, key, value)
                .conv("projection", 5, 1, 1, 0, Bias.PRESENT)
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
    }

    private static List<Integer> shifted(List<Integer> numbers, int by) {
        return numbers.stream().map(n -> n + by).toList();
    }

    @Test
    void aHeadIsMadeOfUnitsOfOneLayerForAllThree() {
        List<AttentionHeads> heads = AttentionHeads.of(joint());

        assertThat(heads).singleElement().satisfies(of -> {
            assertThat(of.layers()).containsExactly("all");
            assertThat(of.heads().get(1))
                    .extracting(AttentionHeads.Unit::number)
                    .containsExactly(2, 3, 8, 9, 14, 15);
        });
    }

    @Test
    void theExportedFileGivesTheSameLogits() throws Exception {
        Network network = joint();
        float[] weights = pruned(network, RandomKey.of(3));
        Compaction small = Compaction.of(network, weights);
        OnnxGraph graph = new OnnxGraph("small");
        new OnnxWriter(small.network(), small.gather(weights), graph).write(graph.input("input", IMAGE), "logits");
        graph.output("logits", Shape.vector(2));
        float[] features = new float[IMAGE.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) RandomKey.of(4).gaussian(i);
        }
        double[] input = IntStream.range(0, features.length)
                .mapToDouble(i -> features[i])
                .toArray();

        try (OnnxSession session = OnnxSession.of(graph.toFile("test", new TreeMap<>()))) {
            assertThat(session.outputs(new Dataset(IMAGE, 2, features, new int[1])))
                    .containsExactly(ReferenceForward.logits(network, weights, input), within(1e-4));
        }
    }

    @Test
    void namesTheAttentionInAFilterOfLayers() {
        LayerFilter first = new LayerFilter(null, List.of("block2-attention"));
        Groups some = Groups.of(VIT, new Grouping(HEAD, OutputLayerPolicy.PRUNE, first));
        assertThat(some.counts()).containsExactly(3);

        LayerFilter unknown = new LayerFilter(List.of("block1-value"), List.of());
        assertThatThrownBy(() -> Groups.of(VIT, new Grouping(HEAD, OutputLayerPolicy.PRUNE, unknown)))
                .hasMessageContaining("block1-value");
    }

    @Test
    void refusesNetworksWithoutHeadsOfTheirOwn() {
        assertThatThrownBy(() -> groups(Nets.conv())).hasMessageContaining("no layer has groups of Head");
        NetworkBuilder tied = new NetworkBuilder("tied", IMAGE, new Initialization.HeNormal())
                .conv("conv", 6, 1, 1, 0, Bias.PRESENT)
                .image("norm", new LayerNormalization(6));
        Attention attention = Attention.of(3, 6, tied.shape());
        Network network = tied.image("attention", attention, "norm", "norm")
                .globalAveragePool()
                .gemm("fc", 2)
                .build();
        assertThat(AttentionHeads.of(network)).isEmpty();
    }
}
