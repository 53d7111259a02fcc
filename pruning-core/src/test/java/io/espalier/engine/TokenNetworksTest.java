package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Inference;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.GruLayers;
import io.espalier.network.zoo.LstmLayers;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.Tcn;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that read tokens: their size, that they see none to come, and that they compute the same without dead units. */
class TokenNetworksTest {
    private static final int STEPS = 9;
    private static final int TOKENS = 6;
    private static final Shape ROW = new Shape(1, 1, STEPS);
    private static final Shape EACH = new Shape(TOKENS, 1, STEPS);

    static Stream<NetworkFamily> families() {
        return Stream.of(new LstmLayers(5, 2, 4, null), new GruLayers(5, 2, 4, null), new Tcn(5, 2, 3, 4, null));
    }

    /** 6 x 3 numbers of the embedding, none of which multiplies anything; gates of 3 + 4 inputs; 4 x 6 + 6 at the end. */
    @Test
    void haveAnEmbeddingWithoutMultiplications() {
        Network network = new LstmLayers(4, 1, 3, null).build(ROW, EACH);
        assertThat(network.parameters()).isEqualTo(18 + (4 * 7 * 4 + 16) + 30);
        assertThat(network.macs()).isEqualTo(STEPS * (4 * 7 * 4 + 24));
        float[] ones = new float[network.layout().size()];
        Arrays.fill(ones, 1);
        assertThat(network.nonzeroMacs(ones)).isEqualTo(network.macs());
        assertThat(network.output()).isEqualTo(EACH);
        assertThat(network.tokens()).hasValue(TOKENS);
    }

    /** The embedding with deviation 1 as in PyTorch, the others as without one. */
    @Test
    void beginWithAnEmbeddingOfTheUsualScale() {
        Network network = new LstmLayers(50, 1, 100, 100).build(ROW, 2);
        float[] weights = Initialization.weights(network, RandomKey.of(1));
        assertThat(deviation(weights, network.layout().slot("embedding.weight")))
                .isCloseTo(1, within(0.03));
        assertThat(deviation(weights, network.layout().slot("lstm1.weight")))
                .isCloseTo(1 / Math.sqrt(150), within(0.003));
    }

    private static double deviation(float[] weights, Layout.Slot slot) {
        return Math.sqrt(IntStream.range(slot.offset(), slot.end())
                .mapToDouble(i -> weights[i] * weights[i])
                .average()
                .orElseThrow());
    }

    @Test
    void takeTheVocabularyForTheTokensOfATextThatIsClassified() {
        Network network = new GruLayers(4, 1, 3, 20).build(ROW, 2);
        assertThat(network.nodes().get(0).op()).isEqualTo(new Embedding(20, 3));
        assertThat(network.output()).isEqualTo(Shape.vector(2));
        assertThatThrownBy(() -> new GruLayers(4, 1, 3, null).build(ROW, 2))
                .hasMessage("an embedding needs vocabulary, the number of tokens, unless tokens are what is predicted");
    }

    @Test
    void areNarrowedWithTheirEmbedding() {
        assertThat(new LstmLayers(4, 1, 6, null).scaled(0.5)).isEqualTo(new LstmLayers(2, 1, 3, null));
        assertThat(new Tcn(4, 2, 3).scaled(0.5)).isEqualTo(new Tcn(2, 2, 3));
    }

    @Test
    void refuseWhatDoesNotFit() {
        assertThatThrownBy(() -> new LstmLayers(4, 1, 3, null).build(ROW, new Shape(TOKENS, 1, STEPS - 1)))
                .hasMessage("it gives outputs at each of 9 steps, not at 8");
        assertThatThrownBy(() -> new LstmLayers(4, 1, 3, null).build(new Shape(2, 1, STEPS), EACH))
                .hasMessageContaining("must be a row of tokens, 1x1 by positions");
        assertThatThrownBy(() -> new LstmLayers(4, 1, null, 6)).hasMessageContaining("vocabulary");
        assertThatThrownBy(() -> new LstmLayers(4, 1, 0, null)).hasMessageContaining("embedding");
    }

    @ParameterizedTest
    @MethodSource("families")
    void seeNoTokenToCome(NetworkFamily family) {
        Network network = family.build(ROW, EACH);
        assertThat(network.isCausal()).isTrue();
        float[] weights = Fixtures.weights(network, 1);
        float[] tokens = {0, 5, 2, 3, 1, 4, 4, 0, 1};
        float[] others = {0, 5, 2, 3, 0, 1, 2, 3, 3};
        float[] one = logits(network, weights, tokens);
        float[] other = logits(network, weights, others);
        for (int c = 0; c < TOKENS; c++) {
            for (int step = 0; step < 4; step++) {
                assertThat(one[c * STEPS + step]).isEqualTo(other[c * STEPS + step]);
            }
            assertThat(one[c * STEPS + 4]).isNotEqualTo(other[c * STEPS + 4]);
        }
    }

    private static float[] logits(Network network, float[] weights, float[] tokens) {
        return Inference.logits(network, weights, new Dataset(ROW, 2, tokens, new int[1]));
    }

    @Test
    void includeNoneThatReadsThemAllAtOnce() {
        assertThat(new Mlp().build(ROW, EACH).isCausal()).isFalse();
        assertThat(new LstmLayers().build(ROW, 3).isCausal()).isFalse();
    }

    /** Without the first unit of every layer but the last, its own numbers 0. */
    @ParameterizedTest
    @MethodSource("families")
    void computeTheSameWithoutDeadUnits(NetworkFamily family) {
        Network network = family.build(ROW, EACH);
        float[] weights = Fixtures.weights(network, 2);
        for (Layout.Slot slot : network.layout().slots()) {
            Role role = slot.parameter().role();
            if (!slot.parameter().name().startsWith("fc") && (role == Role.WEIGHT || role == Role.BIAS)) {
                Arrays.fill(
                        weights, slot.offset(), slot.offset() + slot.parameter().unitStride(), 0);
            }
        }
        Compaction compaction = Compaction.of(network, weights);
        assertThat(compaction.network().nodes().get(0).op()).isEqualTo(new Embedding(TOKENS, 3));
        Dataset data = Fixtures.data(network, 4, 3);
        assertThat(Inference.logits(compaction.network(), compaction.gather(weights), data))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(Inference.logits(network, weights, data));
    }
}
