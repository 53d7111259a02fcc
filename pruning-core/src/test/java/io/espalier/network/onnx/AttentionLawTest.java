package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Inference;
import io.espalier.export.OnnxSession;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.Node;
import io.espalier.network.ReferenceForward;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Shift;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads of any sizes, also without keys or without values: definition, kernel, ONNX Runtime and what is read agree. */
class AttentionLawTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);

    static Stream<Network> networks() {
        return IntStream.range(0, 60).mapToObj(seed -> network(RandomKey.of(seed)));
    }

    private static Network network(RandomKey key) {
        List<Head> heads = new ArrayList<>(List.of(new Head(1 + key.index(0, 3), 1 + key.index(1, 3))));
        for (int i = 0; i < key.index(2, 4); i++) {
            int keys = key.with("keys").index(i, 3);
            heads.add(new Head(
                    keys,
                    keys == 0
                            ? 1 + key.with("values").index(i, 2)
                            : key.with("values").index(i, 3)));
        }
        int keys = heads.stream().mapToInt(Head::keys).sum();
        int values = heads.stream().mapToInt(Head::values).sum();
        Windows windows = key.index(3, 2) == 0 ? new Windows(2, 4, 2, 1) : Windows.one(IMAGE);
        Shift shift = windows.count() > 1 ? new Shift(key.index(4, 2), 0, -100) : Shift.NONE;
        Attention attention = new Attention(heads, 0.7, windows, Bias.values()[key.index(5, 2)], shift);
        return new NetworkBuilder("attention", IMAGE, new Initialization.HeNormal())
                .image("query", projection(keys))
                .from(Node.INPUT)
                .image("key", projection(keys))
                .from(Node.INPUT)
                .image("value", projection(values))
                .from("query")
                .image("attention", attention, "key", "value")
                .gemm("fc", 3)
                .build();
    }

    private static Conv projection(int channels) {
        return new Conv(2, channels, 1, 1, 0, 1, Bias.PRESENT);
    }

    private static float[] weights(Network network) {
        float[] weights = Initialization.weights(network, RandomKey.of(7));
        for (int i = 0; i < weights.length; i++) {
            weights[i] += (float) (0.3 * RandomKey.of(8).gaussian(i));
        }
        return weights;
    }

    private static Dataset noise() {
        float[] features = new float[3 * IMAGE.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) RandomKey.of(3).gaussian(i);
        }
        return new Dataset(IMAGE, 3, features, new int[3]);
    }

    private static double[] expected(Network network) {
        Dataset data = noise();
        return IntStream.range(0, data.size())
                .mapToObj(example -> ReferenceForward.logits(network, weights(network), example(data, example)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[] example(Dataset data, int example) {
        int size = IMAGE.elements();
        return IntStream.range(example * size, (example + 1) * size)
                .mapToDouble(i -> data.features()[i])
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void kernelAndOnnxRuntimeComputeTheDefinition(Network network) throws OrtException {
        Dataset data = noise();
        float[] logits = Inference.logits(network, weights(network), data);
        assertThat(doubles(logits)).containsExactly(expected(network), within(1e-4));
        try (OnnxSession session = OnnxSession.of(OnnxLawTest.written(network, weights(network)))) {
            assertThat(session.outputs(data)).containsExactly(expected(network), within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesWhatItWrites(Network network) {
        ImportedNetwork read = OnnxReader.read(OnnxLawTest.written(network, weights(network)), "test");

        assertThat(doubles(Inference.logits(read.network(), read.weights(), noise())))
                .containsExactly(expected(network), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void keepsAllHeadsOfAWholeWidth(Network network) {
        assertThat(Compaction.narrowed(network, 1).network().nodes()).isEqualTo(network.nodes());
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    @Test
    void refusesAHeadWithoutChannels() {
        assertThatThrownBy(() -> new Head(0, 0))
                .hasMessage("Invalid head: 0 keys and 0 values (must be at least one channel)");
    }
}
