package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.criterion.Fixtures;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupsTest {
    private static final Granularity UNIT = new Granularity.Unit();

    private static List<String> layers(Network network, Granularity granularity, OutputLayerPolicy classifier) {
        return Groups.of(network, granularity, classifier).layers().stream()
                .map(layer -> layer.node().name())
                .toList();
    }

    /** The mask that removes one unit. */
    private static Mask without(Network network, String node, int unit) {
        Groups groups = Groups.of(network, UNIT, OutputLayerPolicy.PRUNE);
        boolean[] kept = new boolean[groups.count()];
        Arrays.fill(kept, true);
        kept[
                groups.layers().stream()
                                .filter(l -> l.node().name().equals(node))
                                .findFirst()
                                .orElseThrow()
                                .first()
                        + unit] = false;
        return groups.expand(kept);
    }

    /** Names of parameters with the positions that a mask removes, as in {@code fc1.bias [2]}. */
    private static List<String> removed(Network network, Mask mask) {
        List<String> removed = new ArrayList<>();
        for (Layout.Slot slot : network.layout().slots()) {
            int[] gone = IntStream.range(0, slot.parameter().size())
                    .filter(i -> !mask.keeps(slot.offset() + i))
                    .toArray();
            if (gone.length > 0) {
                removed.add(slot.parameter().name() + " " + Arrays.toString(gone));
            }
        }
        return removed;
    }

    @Test
    void unitsOfTheClassifierAreNeverGroups() {
        Network conv = Nets.conv();
        assertThat(layers(conv, new Granularity.Weight(), OutputLayerPolicy.PRUNE))
                .containsExactly("conv1", "conv2", "fc1", "fc2");
        assertThat(layers(conv, new Granularity.Weight(), OutputLayerPolicy.KEEP))
                .containsExactly("conv1", "conv2", "fc1");
        assertThat(layers(conv, UNIT, OutputLayerPolicy.PRUNE)).containsExactly("conv1", "conv2", "fc1");
        assertThat(layers(conv, new Granularity.Neuron(), OutputLayerPolicy.PRUNE))
                .containsExactly("fc1");
        assertThat(layers(conv, new Granularity.Filter(), OutputLayerPolicy.PRUNE))
                .containsExactly("conv1", "conv2");
        assertThatThrownBy(() -> Groups.of(Nets.mlp(3, 2), UNIT, OutputLayerPolicy.PRUNE))
                .hasMessageContaining("Cannot prune mlp: no layer has groups of");
    }

    @Test
    void blocksAtTheBorderAreSmaller() {
        Groups groups = Groups.of(Nets.mlp(5, 3, 2), new Granularity.Block(2, 2), OutputLayerPolicy.KEEP);
        int[] sizes = IntStream.range(0, groups.count()).map(groups::size).toArray();
        assertThat(sizes).containsExactly(4, 4, 2, 2, 2, 1);
        assertThat(groups.weights()).isEqualTo(15);
        boolean[] kept = {true, true, true, true, false, true};
        assertThat(removed(groups.network(), groups.expand(kept))).containsExactly("fc1.weight [12, 13]");
    }

    @Test
    void removingANeuronTakesItsBiasAndTheColumnThatReadsIt() {
        Network network = Nets.mlp(2, 3, 2);
        assertThat(removed(network, without(network, "fc1", 1)))
                .containsExactly("fc1.weight [2, 3]", "fc1.bias [1]", "fc2.weight [1, 4]");
    }

    @Test
    void removingAFilterTakesItsNormAndTheKernelsThatReadIt() {
        Network network = Nets.conv();
        assertThat(removed(network, without(network, "conv1", 2)))
                .containsExactly(
                        "conv1.weight "
                                + Arrays.toString(IntStream.range(36, 54).toArray()),
                        "norm1.scale [2]",
                        "norm1.shift [2]",
                        "conv2.weight [8, 9, 10, 11, 20, 21, 22, 23, 32, 33, 34, 35, 44, 45, 46, 47]");
    }

    @Test
    void removingAFilterBeforeAFlattenTakesAColumnPerPosition() {
        Network network = Nets.conv();
        assertThat(removed(network, without(network, "conv2", 1)))
                .containsExactly(
                        "conv2.weight "
                                + Arrays.toString(IntStream.range(12, 24).toArray()),
                        "conv2.bias [1]",
                        "fc1.weight [4, 5, 6, 7, 20, 21, 22, 23, 36, 37, 38, 39]");
    }

    @Test
    void removingAFilterTakesTheDepthwiseFilterThatReadsItAndItsNorm() {
        Network network = Nets.residual();
        assertThat(removed(network, without(network, "conv1", 1)))
                .containsExactly(
                        "conv1.weight "
                                + Arrays.toString(IntStream.range(36, 72).toArray()),
                        "norm1.scale [1]",
                        "norm1.shift [1]",
                        "depthwise.weight [9, 10, 11, 12, 13, 14, 15, 16, 17]",
                        "norm2.scale [1]",
                        "norm2.shift [1]");
        assertThat(layers(network, new Granularity.Filter(), OutputLayerPolicy.PRUNE))
                .containsExactly("stem", "conv1");
    }

    @Test
    void removingAFilterLeavesWhatStandsBehindAnAdd() {
        Network network = Nets.residual();
        assertThat(removed(network, without(network, "stem", 0)))
                .containsExactly(
                        "stem.weight " + Arrays.toString(IntStream.range(0, 18).toArray()),
                        "stem.bias [0]",
                        "conv1.weight "
                                + Arrays.toString(IntStream.range(0, 144)
                                        .filter(i -> i % 36 < 9)
                                        .toArray()));
    }

    static Stream<Network> networks() {
        return Stream.of(Nets.mlp(new Sigmoid(), 4, 5, 4, 3), Nets.mlp(new Relu(), 4, 5, 4, 3), Nets.conv());
    }

    /** Whatever a removed unit would compute, nobody reads it: giving it back its own parameters changes no logit. */
    @ParameterizedTest
    @MethodSource("networks")
    void aRemovedUnitContributesNothing(Network network) {
        Groups groups = Groups.of(network, UNIT, OutputLayerPolicy.PRUNE);
        float[] weights = Fixtures.weights(network, 1);
        for (Groups.Layer layer : groups.layers()) {
            for (int unit = 0; unit < layer.count(); unit++) {
                float[] masked = weights.clone();
                without(network, layer.node().name(), unit).apply(masked);
                float[] restored = masked.clone();
                int width = layer.slot().parameter().perUnit();
                int row = layer.slot().offset() + unit * width;
                System.arraycopy(weights, row, restored, row, width);
                assertThat(Fixtures.logits(network, masked, 3)).containsExactly(Fixtures.logits(network, restored, 3));
            }
        }
    }

    @Test
    void countsGroupsAndWeightsThatAreLeft() {
        Network network = Nets.mlp(2, 3, 2);
        Groups units = Groups.of(network, UNIT, OutputLayerPolicy.PRUNE);
        Groups weights = Groups.of(network, new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Mask mask = without(network, "fc1", 1);
        assertThat(units.survivors(mask)).isEqualTo(2);
        assertThat(units.weights(mask)).isEqualTo(4);
        assertThat(units.weights()).isEqualTo(6);
        assertThat(weights.survivors(mask)).isEqualTo(8);
        assertThat(weights.weights(mask)).isEqualTo(8);
        assertThat(weights.weights()).isEqualTo(12);
    }

    @Test
    void sumsOverTheWeightsOfEachGroup() {
        Groups units = Groups.of(Nets.mlp(2, 3, 2), UNIT, OutputLayerPolicy.PRUNE);
        assertThat(units.sum(i -> i)).containsExactly(1, 5, 9);
    }
}
