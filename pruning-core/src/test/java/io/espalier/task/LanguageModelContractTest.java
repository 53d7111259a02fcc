package io.espalier.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Columns;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.SequenceTargets;
import io.espalier.data.SequenceTargets.Alignment;
import io.espalier.data.Splits;
import io.espalier.data.source.Digits;
import io.espalier.metric.BitsPerToken;
import io.espalier.network.op.Shape;
import io.espalier.result.Measurement;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TaskContractTest} asks of every extension, on networks of tokens: an embedding, and outputs at each step. */
class LanguageModelContractTest {
    private static final List<String> NETWORKS = List.of(
            "{family: lstm, units: 7, embedding: 4}",
            "{family: gru, units: 7, layers: 2, embedding: 4}",
            "{family: tcn, width: 6, levels: 2, kernel: 2, embedding: 4}");

    /** They act on norms, on a skip layer and on fully connected ones, which none of these networks has before its last. */
    private static final List<String> OF_OTHER_NETWORKS = List.of("slimming", "hierarchical-prox", "divnet");

    private static final int TOKENS = 5;
    private static final int STEPS = 6;
    private static final int WINDOWS = 50;
    private static final Task TASK = new SequencePrediction();

    /** A text of five tokens in which the last two tell the next, in windows whose last has a single target. */
    private static Splits text() throws IOException {
        int[] text = new int[WINDOWS * STEPS + 1];
        text[1] = 1;
        for (int i = 2; i < text.length; i++) {
            text[i] = (text[i - 1] + 2 * text[i - 2] + 1) % TOKENS;
        }
        float[] features = new float[WINDOWS * STEPS];
        IntStream.range(0, features.length).forEach(i -> features[i] = text[i]);
        int[] targets = IntStream.range(0, features.length)
                .map(i -> i <= features.length - STEPS ? text[i + 1] : TOKENS)
                .toArray();
        return new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.NONE, null)
                .split(new Examples(
                        new Dataset(
                                new Shape(1, 1, STEPS),
                                new SequenceTargets(TOKENS, targets, STEPS, Alignment.NEXT_STEP),
                                features),
                        null,
                        null,
                        Columns.UNNAMED));
    }

    static Stream<Arguments> cases() {
        return TaskContractTest.recipes()
                .filter(recipe -> OF_OTHER_NETWORKS.stream().noneMatch(recipe::contains))
                .flatMap(recipe -> NETWORKS.stream().map(network -> Arguments.of(network, recipe)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void completesWithTheScoresOfTheTask(String network, String recipe) throws IOException {
        TaskContractTest.assertScores(
                TASK, TaskContractTest.measured(TASK, text(), TaskContractTest.trial(TASK, network, recipe)));
    }

    static Stream<String> networks() {
        return NETWORKS.stream();
    }

    /** What two tokens tell, networks that see them learn; the constant answer needs log2 5 = 2.3 bits. */
    @ParameterizedTest
    @MethodSource("networks")
    void learnsWhatTwoTokensTell(String network) throws IOException {
        Measurement measured = TaskContractTest.measured(
                TASK,
                text(),
                TaskContractTest.trial(
                        TASK,
                        network.replaceAll("(units|width): \\d", "$1: 24"),
                        "{train: {epochs: 150, batch: 4, optimizer: {adam: {rate: 0.01}}}}"));
        assertThat(measured.quality().test().require(new BitsPerToken())).isLessThan(0.8);
    }

    /** The same bits whatever was computed before. */
    @Test
    void givesTheSameBitsTwice() throws IOException {
        String recipe = "{train: {epochs: 3, batch: 8}}, {prune: {sparsity: 0.5}}, {train: {epochs: 2, batch: 8}}";
        Measurement one =
                TaskContractTest.measured(TASK, text(), TaskContractTest.trial(TASK, NETWORKS.get(0), recipe));
        Measurement other =
                TaskContractTest.measured(TASK, text(), TaskContractTest.trial(TASK, NETWORKS.get(0), recipe));
        assertThat(one.quality()).isEqualTo(other.quality());
    }
}
