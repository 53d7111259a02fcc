package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.compact.Compaction;
import io.espalier.network.onnx.OnnxReader;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.OneHot;
import io.espalier.network.op.PositionNormalization;
import io.espalier.network.op.Shape;
import io.espalier.network.op.SpaceToDepth;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A network of tokens, as Magika is one, cut and executed in ONNX Runtime on integers. */
class TokensExportTest {
    private static final int TOKENS = 5;
    private static final int EXAMPLES = 20;
    private static final Shape INPUT = Shape.vector(8);

    private static Network network() {
        return new NetworkBuilder("tokens", INPUT, new Initialization.HeNormal())
                .image("one-hot", new OneHot(TOKENS))
                .conv("embedding", 4, 1, 1, 0, Bias.PRESENT)
                .activation("gelu", new Gelu(Gelu.Approximation.TANH))
                .image("blocks", new SpaceToDepth(new Shape(4, 1, 8), 1, 2))
                .image("along", new PositionNormalization(4, 1e-6))
                .conv("conv", 6, 1, 1, 0, Bias.PRESENT)
                .image("norm", new LayerNormalization(6, 1e-6))
                .globalAveragePool()
                .gemm("fc", 3)
                .build();
    }

    private static DeployedNetwork halved() {
        Network network = network();
        Groups groups = Groups.of(network, new Granularity.Channel(), OutputLayerPolicy.PRUNE);
        boolean[] kept = new boolean[groups.count()];
        IntStream.range(0, kept.length).forEach(group -> kept[group] = group % 2 == 0);
        float[] weights = Initialization.weights(network, RandomKey.of(3));
        groups.expand(kept).apply(weights);
        return DeployedNetwork.of(Compaction.of(network, weights), weights);
    }

    private static Dataset tokens() {
        float[] features = new float[EXAMPLES * INPUT.elements()];
        IntStream.range(0, features.length)
                .forEach(i -> features[i] = RandomKey.of(1).index(i, TOKENS));
        return new Dataset(INPUT, 3, features, new int[EXAMPLES]);
    }

    @Test
    void takesIntegersAndGivesTheLogits() throws Exception {
        DeployedNetwork network = halved();
        Dataset raw = tokens();

        Artifact artifact = new Onnx().write(network, "some", raw);

        float[] logits = network.logits(raw);
        double[] expected =
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray();
        assertThat(artifact.outputs(raw)).containsExactly(expected, within(1e-4));
        assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(EXAMPLES);
    }

    /** Half of the embedding and of the filters are gone, and the norm counts three zeros. */
    @Test
    void isReadBackAsItIs() throws Exception {
        DeployedNetwork network = halved();
        byte[] file = new Onnx().write(network, "some", tokens()).files().get("some.onnx");

        Network read = OnnxReader.read(file, "some.onnx").network();

        assertThat(read.tokens()).hasValue(TOKENS);
        assertThat(read.nodes())
                .extracting(node -> node.op())
                .containsExactlyElementsOf(network.network().nodes().stream()
                        .map(node -> node.op())
                        .toList())
                .contains(new LayerNormalization(3, 1e-6, 3));
    }
}
