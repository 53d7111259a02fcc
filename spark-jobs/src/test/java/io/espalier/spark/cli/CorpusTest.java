package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model as a user meets it, in small: {@code configs/moby-dick.yaml} on a text that repeats itself. */
class CorpusTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("text.txt"), "the white whale\n".repeat(60));
    }

    private int run(Path out, String network) {
        return terminal.run(
                "run",
                Repository.root().resolve("configs/moby-dick.yaml"),
                "--out",
                out,
                "--set",
                "data={source: corpus, path: " + folder.resolve("text.txt") + ", length: 8, scaling: none}",
                "--set",
                "network=" + network,
                "--set",
                "recipe=[{train: {epochs: 25, batch: 8, optimizer: {adam: {rate: 0.02}}, patience: 25}},"
                        + " {prune: {granularity: unit, sparsity: $s}},"
                        + " {train: {epochs: 10, batch: 8, optimizer: {adam: {rate: 0.01}}, keep: best}}]",
                "--set",
                "grid={s: [0.2]}");
    }

    /** The constant prediction by hand: an entropy of 3.03 bits, and 0.14 for the 61 tokens that do not occur and count 1 each. */
    @Test
    void learnsATextThatRepeatsItselfAndShipsIt() {
        Path out = folder.resolve("out");
        assertThat(run(out, "{family: gru, units: 12, embedding: 4}"))
                .as(terminal::complaint)
                .isZero();
        assertThat(terminal.printed()).contains("3 trials run, 0 cached, 0 failed");
        assertThat(terminal.printed() + terminal.complaint())
                .contains("task      sequence, score of a constant prediction: validation bits per token 3.17");
        assertThat(terminal.run(
                        "sql",
                        out,
                        "SELECT test_bits_per_token < 0.5 AND test_token_error < 0.1 AND abs(test_perplexity -"
                                + " power(2, test_bits_per_token)) < 1e-9 AND abs(test_nll - ln(2) * test_bits_per_token) < 1e-9"
                                + " AS good FROM trials WHERE control IS NULL",
                        "--csv"))
                .isZero();
        assertThat(terminal.printed().lines().skip(1).findFirst()).contains("true");
        assertThat(terminal.run("best", out, "--export", "onnx", "--to", folder, "--name", "small"))
                .as(terminal::complaint)
                .isZero();
        assertThat(folder.resolve("small.onnx")).exists();
        assertThat(terminal.run("best", out, "--export", "c", "--to", folder, "--name", "small"))
                .isNotZero();
        assertThat(terminal.complaint()).contains("Embedding");
    }

    @Test
    void refusesANetworkThatWouldSeeTheNextToken() {
        assertThat(run(folder.resolve("out"), "{family: mlp}")).isEqualTo(2);
        assertThat(terminal.complaint())
                .contains(
                        "(must be causal, as lstm, gru and tcn are: it would see the next token, which it is to predict)")
                .contains(
                        "(must read tokens, as lstm, gru and tcn do with an embedding: the data are numbers of tokens)");
    }

    @Test
    void refusesToPredictTheNextTokenInAClassification() {
        Path config = Repository.root().resolve("configs/moby-dick.yaml");
        assertThat(terminal.run(
                        "plan",
                        config,
                        "--set",
                        "data.path=" + folder.resolve("text.txt"),
                        "--set",
                        "task=classification",
                        "--set",
                        "objectives={validation_error: min}"))
                .isNotZero();
        assertThat(terminal.complaint()).contains("a running text has no labels (must be learned by task: sequence)");
    }
}
