package io.espalier.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.Node;
import io.espalier.network.onnx.OnnxNetwork;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import io.espalier.pretrained.Pretrained;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
    private static final Shape CIFAR = new Shape(3, 32, 32);
    private static final Shape MNIST = new Shape(1, 28, 28);
    private static final Shape DIGITS = new Shape(1, 8, 8);

    static Stream<NetworkFamily> families() {
        return ServiceLoader.load(NetworkFamily.class).stream().map(ServiceLoader.Provider::get);
    }

    @Test
    void findsEveryFamily() {
        assertThat(families())
                .containsExactlyInAnyOrder(
                        new Mlp(),
                        new LeNet300100(),
                        new LeNet5Caffe(),
                        new LeNet1989(),
                        new Conv2(),
                        new Conv4(),
                        new Conv6(),
                        new TwoConvolutions(),
                        new VggSmall(),
                        new Vgg16(),
                        new ResNet8(),
                        new ResNet20(),
                        new LassoNet(),
                        new ResNet(),
                        new MobileNetV1(),
                        new MobileNetV2Small(),
                        new SqueezeNet10(),
                        new SqueezeNet11(),
                        new DenseNetSmall(),
                        new VitTiny(),
                        new LstmLayers(),
                        new GruLayers(),
                        new Tcn(),
                        new OnnxNetwork(),
                        new Pretrained());
    }

    /**
     * 6 features, 20 steps and 3 classes. An LSTM of 8 units has 8 x (6 + 8) x 4 weights and 8 x 4 biases; a second layer 8 x
     * (8 + 8) x 4 and 32; the classes 3 x 8 + 3.
     */
    @Test
    void buildsRecurrentNetworksOfTheirSize() {
        Shape steps = new Shape(6, 1, 20);
        Network lstm = new LstmLayers(8, 1).build(steps, 3);
        assertThat(lstm.parameters()).isEqualTo(448 + 32 + 27);
        assertThat(lstm.macs()).isEqualTo(20 * 448 + 24);
        Network two = new LstmLayers(8, 2).build(steps, 3);
        assertThat(two.parameters()).isEqualTo(448 + 32 + 512 + 32 + 27);
        assertThat(two.macs()).isEqualTo(20 * (448 + 512) + 24);
        Network gru = new GruLayers(8, 1).build(steps, 3);
        assertThat(gru.parameters()).isEqualTo(8 * 14 * 3 + 8 * 4 + 27);
        assertThat(gru.macs()).isEqualTo(20 * 336 + 24);
    }

    /** Blocks of 8 filters over 3 steps: 6 x 8 x 3 + 8, 8 x 8 x 3 + 8 and a projection of 6 x 8 + 8; then twice 200. */
    @Test
    void buildsATemporalConvolutionalNetworkOfItsSize() {
        Network tcn = new Tcn(8, 2, 3).build(new Shape(6, 1, 20), 3);
        assertThat(tcn.parameters()).isEqualTo(152 + 200 + 56 + 400 + 27);
        assertThat(tcn.macs()).isEqualTo(20 * (144 + 192 + 48 + 384) + 24);
        assertThat(tcn.shape("block2")).isEqualTo(new Shape(8, 1, 20));
    }

    /** A column of 5 rows and 2 channels becomes 8 features. */
    @Test
    void readsSequencesOfImagesByColumns() {
        Network gru = new GruLayers(8, 1).build(new Shape(2, 5, 20), 3);
        assertThat(gru.shape("columns")).isEqualTo(new Shape(8, 1, 20));
        assertThat(gru.parameters()).isEqualTo(88 + 8 * 16 * 3 + 32 + 27);
    }

    @Test
    void buildsLeNet300100AsPublished() {
        Network network = new LeNet300100().build(MNIST, 10);
        assertThat(network.parameters()).isEqualTo(266_610);
        assertThat(network.macs()).isEqualTo(266_200);
        assertThat(network.initialization()).isEqualTo(new Initialization.GlorotNormal());
    }

    @Test
    void buildsLeNet5AsPublished() {
        Network network = new LeNet5Caffe().build(MNIST, 10);
        assertThat(network.parameters()).isEqualTo(431_080);
        assertThat(network.macs()).isEqualTo(2_293_000);
    }

    @ParameterizedTest
    @CsvSource({"2, 4300992, 43780608", "4, 2425024, 98306560", "6, 2261184, 153881088"})
    void buildsConvNetsAsPublished(int depth, long weights, long macs) {
        NetworkFamily family = depth == 2 ? new Conv2() : depth == 4 ? new Conv4() : new Conv6();
        Network network = family.build(CIFAR, 10);
        assertThat(weights(network)).isEqualTo(weights);
        assertThat(network.macs()).isEqualTo(macs);
    }

    private static long weights(Network network) {
        return network.layout().slots(Parameter.Role.WEIGHT).stream()
                .mapToLong(s -> s.parameter().size())
                .sum();
    }

    /** Option A is published as 0.27 million (269,722); each of the two projections adds its filters and norm. */
    @Test
    void buildsResNet20WithProjections() {
        long projections = 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64;
        assertThat(new ResNet20().build(CIFAR, 10).parameters()).isEqualTo(269_722 + projections);
    }

    @Test
    void buildsResNet8() {
        long stem = 3 * 16 * 9;
        long convolutions = 9 * (16 * 16 + 16 * 16 + 16 * 32 + 32 * 32 + 32 * 64 + 64 * 64);
        long projections = 16 * 32 + 32 * 64;
        long norms = 2 * (3 * 16 + 3 * 32 + 3 * 64);
        Network network = new ResNet8().build(CIFAR, 10);
        assertThat(network.parameters()).isEqualTo(stem + convolutions + projections + norms + 64 * 10 + 10);
        assertThat(network.parameters()).isEqualTo(78_042);
        assertThat(network.shape("stage3-block1-relu")).isEqualTo(new Shape(64, 8, 8));
    }

    @Test
    void buildsVggSmall() {
        Network network = new VggSmall().build(CIFAR, 10);
        long filters = 9 * (3 * 32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128);
        assertThat(network.parameters()).isEqualTo(filters + 2 * (32 + 32 + 64 + 64 + 128) + 128 * 10 + 10);
        assertThat(network.shape("conv5-pool")).isEqualTo(new Shape(128, 4, 4));
    }

    /** 300 + 12, 3,600 + 12, 5,760 + 30, 300 + 10. */
    @Test
    void buildsLeNet1989() {
        Network network = new LeNet1989().build(new Shape(1, 16, 16), 10);
        assertThat(network.parameters()).isEqualTo(10_024);
        assertThat(network.shape("conv1")).isEqualTo(new Shape(12, 8, 8));
        assertThat(network.shape("conv2")).isEqualTo(new Shape(12, 4, 4));
        assertThat(network.macs()).isEqualTo(64 * 300 + 16 * 3600 + 5760 + 300);
    }

    @Test
    void startsTheScalesOfNormsWhereAsked() {
        Network network = new VggSmall(0.25, 0.5).build(CIFAR, 10);
        float[] weights = Initialization.weights(network, RandomKey.of(1));
        network.layout().slots(Parameter.Role.SCALE).forEach(slot -> assertThat(
                        Arrays.copyOfRange(weights, slot.offset(), slot.end()))
                .containsOnly(0.5f));
    }

    /** 14,710,464 weights in filters, as published for configuration D, and 512 x 10. */
    @Test
    void buildsVgg16() {
        Network network = new Vgg16().build(CIFAR, 10);
        assertThat(weights(network)).isEqualTo(14_715_584);
        assertThat(network.weighted()).hasSize(14);
        assertThat(network.macs()).isEqualTo(313_201_664);
    }

    /** As published, or as torchvision and Keras count those of the same architecture. */
    static Stream<Arguments> published() {
        Shape photo = new Shape(3, 224, 224);
        return Stream.of(
                Arguments.of(new MobileNetV1(), photo, 1000, 4_231_976, 568_740_352L),
                Arguments.of(new MobileNetV1(0.25), new Shape(3, 96, 96), 2, 213_586, 7_489_664L),
                Arguments.of(new SqueezeNet10(), photo, 1000, 1_248_424, 818_924_576L),
                Arguments.of(new SqueezeNet11(), photo, 1000, 1_235_496, 349_151_936L),
                Arguments.of(new MobileNetV2Small(), CIFAR, 10, 2_236_682, 87_976_448L),
                Arguments.of(new DenseNetSmall(100, 12, 24), CIFAR, 10, 769_162, 287_929_692L),
                Arguments.of(new DenseNetSmall(), CIFAR, 10, 176_122, 72_365_352L),
                Arguments.of(new ResNet(20, 16), CIFAR, 10, 272_474, 40_813_184L),
                Arguments.of(new ResNet(), CIFAR, 10, 855_770, 125_747_840L),
                Arguments.of(new ResNet(110, 16), CIFAR, 10, 1_730_714, 253_149_824L),
                Arguments.of(new VitTiny(16, 12, 192, 3), photo, 1000, 5_717_416, 1_253_683_200L),
                Arguments.of(new VitTiny(), CIFAR, 10, 5_362_762, 365_107_584L));
    }

    @ParameterizedTest
    @MethodSource("published")
    void countsWhatIsPublished(NetworkFamily family, Shape input, int classes, long parameters, long macs) {
        Network network = family.build(input, classes);
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.macs()).isEqualTo(macs);
    }

    /** All but those that files hold. */
    static Stream<NetworkFamily> builtIn() {
        return families()
                .filter(family -> !Set.of(new OnnxNetwork(), new Pretrained()).contains(family));
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void fitsImagesOf16And28And32Pixels(NetworkFamily family) {
        for (int side : new int[] {16, 28, 32}) {
            assertThat(family.build(new Shape(3, side, side), 7).classes()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void fitsDigitsOrSaysWhyNot(NetworkFamily family) {
        if (family instanceof LeNet5Caffe || family instanceof Vgg16) {
            assertThatThrownBy(() -> family.build(DIGITS, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("Cannot build (lenet-5-caffe|vgg-16) on 1x8x8: at .*,"
                            + " Invalid shape: .* \\(must be positive\\)");
        } else {
            assertThat(family.build(DIGITS, 10).classes()).isEqualTo(10);
        }
    }

    @Test
    void refusesToPoolAWindowThatDoesNotFit() {
        assertThatThrownBy(() -> new Conv6().build(new Shape(3, 4, 4), 10)).hasMessageContaining("at conv6-pool");
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void scalesEveryHiddenWidth(NetworkFamily family) {
        Network full = family.build(CIFAR, 10);
        Network half = family.scaled(0.5).build(CIFAR, 10);
        assertThat(units(half, 0.5)).isEqualTo(units(full, 1));
        assertThat(half.classes()).isEqualTo(10);
        Network least = family.scaled(0.0001).build(CIFAR, 10);
        assertThat(units(least, 1)).first().isEqualTo(1.0);
    }

    private static List<Double> units(Network network, double factor) {
        Set<String> logits = new HashSet<>(
                Set.of(network.nodes().get(network.nodes().size() - 1).name()));
        for (int i = network.nodes().size() - 1; i >= 0; i--) {
            Node node = network.nodes().get(i);
            if (logits.contains(node.name()) && node.weight().isEmpty()) {
                logits.addAll(node.inputs());
            }
        }
        return network.weighted().stream()
                .filter(n -> !logits.contains(n.name()))
                .map(n -> n.parameters().get(0).units() / factor)
                .toList();
    }

    @Test
    void refusesAScaleAboveOne() {
        assertThatThrownBy(() -> new LeNet300100(1.5)).hasMessage("Invalid scale: 1.5 (must be in (0, 1])");
    }

    @Test
    void buildsSoftmaxRegressionWithoutHiddenLayers() {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(DIGITS, 10);
        assertThat(network.nodes()).extracting(Node::name).containsExactly("flatten", "fc1");
        assertThat(network.parameters()).isEqualTo(650);
    }
}
