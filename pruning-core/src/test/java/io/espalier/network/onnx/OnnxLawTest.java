package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Inference;
import io.espalier.export.OnnxSession;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.Node;
import io.espalier.network.RandomNetworks;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.GruLayers;
import io.espalier.network.zoo.LstmLayers;
import io.espalier.network.zoo.Tcn;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back: the same operators on the same nodes, with the same bits. */
class OnnxLawTest {
    static Stream<Network> zoo() {
        return ServiceLoader.load(NetworkFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(family -> Stream.of(new Shape(3, 32, 32), new Shape(1, 28, 28), new Shape(1, 16, 16))
                        .flatMap(input -> fitting(family, input).stream()));
    }

    static Stream<Network> ofTokens() {
        Shape row = new Shape(1, 1, 9);
        Shape steps = new Shape(6, 1, 9);
        return Stream.of(
                new LstmLayers(4, 2, 3, null).build(row, steps),
                new GruLayers(4, 1, 3, 8).build(row, 2),
                new Tcn(4, 2, 2, 3, null).build(row, steps));
    }

    private static List<Network> fitting(NetworkFamily family, Shape input) {
        try {
            return List.of(family.build(input, 10));
        } catch (IllegalArgumentException misfit) {
            return List.of();
        }
    }

    static Stream<Network> random() {
        return Stream.concat(
                IntStream.range(0, 400)
                        .mapToObj(i -> RandomNetworks.of(12, RandomKey.of(i).with("onnx")))
                        .filter(OnnxLawTest::isWritten)
                        .limit(100),
                IntStream.range(0, 20)
                        .mapToObj(
                                i -> RandomNetworks.ofTokens(3, RandomKey.of(i).with("onnx"))));
    }

    private static boolean isWritten(Network network) {
        return network.nodes().stream().allMatch(node -> OnnxOperators.all().has(node.op()));
    }

    @ParameterizedTest
    @MethodSource({"zoo", "ofTokens"})
    void readsWhatItWrites(Network network) {
        float[] weights = Initialization.weights(network, RandomKey.of(7));

        ImportedNetwork read = OnnxReader.read(written(network, weights), "test");

        assertThat(read.network().input()).isEqualTo(network.input());
        assertThat(comparable(read.network())).isEqualTo(comparable(network));
        assertThat(read.weights()).isEqualTo(weights);
    }

    /** A Flatten of a vector is left out, and a factor becomes a part of the layer before, which moves last bits. */
    @ParameterizedTest
    @MethodSource({"random", "ofTokens"})
    void computesWhatItWrites(Network network) {
        float[] weights = Initialization.weights(network, RandomKey.of(7));
        Dataset data = Fixtures.data(network, 5, 3);

        ImportedNetwork read = OnnxReader.read(written(network, weights), "test");

        assertThat(Inference.logits(read.network(), read.weights(), data))
                .usingComparatorWithPrecision(hasFactor(network) ? 1e-5f : 0f)
                .containsExactly(Inference.logits(network, weights, data));
    }

    private static boolean hasFactor(Network network) {
        return network.nodes().stream().anyMatch(node -> node.op().multiplier().isPresent());
    }

    @ParameterizedTest
    @MethodSource({"random", "ofTokens"})
    void writesWhatOnnxRuntimeComputes(Network network) throws OrtException {
        float[] weights = Initialization.weights(network, RandomKey.of(7));
        Dataset data = Fixtures.data(network, 5, 3);

        try (OnnxSession session = OnnxSession.of(written(network, weights))) {
            assertThat(session.outputs(data))
                    .usingComparatorWithPrecision(1e-3)
                    .containsExactly(doubles(Inference.logits(network, weights, data)));
        }
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    /**
     * What a file holds: not what a norm's scales started at, and a last node without weights has its name from the output,
     * which has one of its own.
     */
    private static List<Node> comparable(Network network) {
        Node last = network.nodes().get(network.nodes().size() - 1);
        return network.nodes().stream()
                .map(node -> node.equals(last) && node.weight().isEmpty() ? named("logits", node) : node)
                .map(node -> node.op() instanceof BatchNormalization norm
                        ? new Node(node.name(), new BatchNormalization(norm.channels()), node.inputs())
                        : node)
                .toList();
    }

    private static Node named(String name, Node node) {
        return new Node(name, node.op(), node.inputs());
    }

    static byte[] written(Network network, float[] weights) {
        OnnxGraph graph = new OnnxGraph(network.name());
        new OnnxWriter(network, weights, graph).write(graph.input("input", network.input()), "logits");
        graph.output("logits", network.output());
        return graph.toFile("test", new TreeMap<>());
    }
}
