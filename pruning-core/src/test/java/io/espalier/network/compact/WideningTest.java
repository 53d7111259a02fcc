package io.espalier.network.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.Node;
import io.espalier.network.RandomNetworks;
import io.espalier.network.ReferenceForward;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gather;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Mul;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.zoo.DenseNetSmall;
import io.espalier.network.zoo.MobileNetV2Small;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.SqueezeNet11;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WideningTest {
    private static final Shape IMAGE = new Shape(2, 8, 8);

    private static List<Node> convolutions(Network network) {
        return network.nodes().stream()
                .filter(node -> node.op().getClass() == Conv.class)
                .toList();
    }

    private static Widening widening(Network network, int multiple) {
        return Widening.of(network, convolutions(network), multiple);
    }

    /** Channels of each convolution, in order. */
    private static List<Integer> widths(Network network) {
        return convolutions(network).stream()
                .map(node -> network.shape(node.name()).channels())
                .toList();
    }

    private static NetworkBuilder builder(int filters) {
        return new NetworkBuilder("some", IMAGE, new Initialization.HeNormal())
                .conv("conv1", filters, 3, 1, 1, Bias.PRESENT);
    }

    /** Random networks of all operators, whatever may be added to their convolutions. */
    @Property(tries = 300)
    void logitsStayTheSame(@ForAll long seed) {
        RandomKey key = RandomKey.of(seed);
        Network network = RandomNetworks.of(8, key);
        requireSameLogits(network, widening(network, 2 + key.index(1, 7)), key);
    }

    private static void requireSameLogits(Network network, Widening wide, RandomKey key) {
        float[] values = values(network, key);
        double[] input = IntStream.range(0, network.input().elements())
                .mapToDouble(key.with("example")::gaussian)
                .toArray();
        double[] logits = ReferenceForward.logits(network, values, input);
        assertThat(ReferenceForward.logits(wide.network(), wide.scatter(values), input))
                .containsExactly(logits, within(1e-9));
    }

    /** Any numbers for all parameters, positive ones for variances. */
    private static float[] values(Network network, RandomKey key) {
        float[] values = Initialization.weights(network, key);
        network.layout().slots().forEach(slot -> {
            RandomKey own = key.with(slot.parameter().name());
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = (float) (slot.parameter().role().isTrained() ? own.gaussian(i) : own.uniform(i));
            }
        });
        return values;
    }

    @Test
    void addsToAllMembersOfAResidualSum() {
        Network network = new ResNet8(5).build(IMAGE, 3);

        Widening wide = widening(network, 8);

        assertThat(widths(network)).containsExactly(5, 5, 5, 10, 10, 10, 20, 20, 20);
        assertThat(widths(wide.network())).containsExactly(8, 8, 8, 16, 16, 16, 24, 24, 24);
        requireSameLogits(network, wide, RandomKey.of(1));
    }

    @Test
    void addsBeforeAFlattenWholeImages() {
        Network network = builder(3).relu().gemm("fc", 2).build();

        Widening wide = widening(network, 4);

        assertThat(wide.network().shape("flatten").channels()).isEqualTo(4 * 64);
        requireSameLogits(network, wide, RandomKey.of(2));
    }

    @Test
    void addsThroughDepthwiseAndConcatenatedConvolutions() {
        for (Network network : List.of(
                new MobileNetV2Small(0.2).build(IMAGE, 3),
                new DenseNetSmall(10, 5, 10).build(IMAGE, 3),
                new SqueezeNet11().scaled(0.1).build(new Shape(2, 35, 35), 3))) {
            Widening wide = widening(network, 4);

            assertThat(widths(network)).anyMatch(width -> width % 4 != 0);
            List<Integer> widths = widths(wide.network());
            assertThat(widths.subList(0, widths.size() - 1)).allMatch(width -> width % 4 == 0);
            requireSameLogits(network, wide, RandomKey.of(3));
        }
    }

    /** What is added is 0.5 behind the sigmoid, and multiplies zeros. */
    @Test
    void addsToGates() {
        Network network = builder(3)
                .image("pool", new GlobalAveragePool())
                .image("squeeze", new Conv(3, 3, 1, 1, 0, 1, Bias.PRESENT))
                .activation("sigmoid", new Sigmoid())
                .from("conv1")
                .image("excited", new Mul(), "squeeze-sigmoid")
                .gemm("fc", 2)
                .build();

        Widening wide = widening(network, 4);

        assertThat(widths(wide.network())).containsExactly(4, 4);
        requireSameLogits(network, wide, RandomKey.of(4));
    }

    @Test
    void leavesAloneWhatOperatorsTakeWhole() {
        Network normalized = builder(3)
                .image("norm", new LayerNormalization(3))
                .gemm("fc", 2)
                .build();
        Network single = builder(1)
                .image("norm", new LayerNormalization(1))
                .gemm("fc", 2)
                .build();
        Network grouped = builder(6)
                .image("grouped", new Conv(6, 9, 3, 1, 1, 3, Bias.PRESENT))
                .gemm("fc", 2)
                .build();
        Network logits = builder(3).build();

        for (Network network : List.of(normalized, single, grouped, logits)) {
            assertThat(widening(network, 4).network().nodes()).isEqualTo(network.nodes());
        }
    }

    @Test
    void keepsChannelsApartThatAreConcatenatedWithThemselvesOrShuffled() {
        for (int filters : new int[] {1, 3}) {
            Network twice = builder(filters)
                    .image("twice", new Concat(), "conv1")
                    .gemm("fc", 2)
                    .build();
            requireSameLogits(twice, widening(twice, 4), RandomKey.of(5));
        }
        Network shuffled = builder(3)
                .image("shuffled", new Gather(3, List.of(2, 0, 1)))
                .gemm("fc", 2)
                .build();
        requireSameLogits(shuffled, widening(shuffled, 4), RandomKey.of(6));
    }
}
