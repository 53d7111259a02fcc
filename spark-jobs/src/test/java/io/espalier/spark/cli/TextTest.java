package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts as a user meets them, in small: {@code configs/first-names.yaml} with one seed of one recurrent network. */
class TextTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void learnsListsFromCharactersAndSaysWhatBecameOfThem() {
        Path out = folder.resolve("out");
        assertThat(terminal.run(
                        "run",
                        Repository.root().resolve("configs/first-names.yaml"),
                        "--out",
                        out,
                        "--set",
                        "data.path=" + Repository.root().resolve("configs/first-names.csv.gz"),
                        "--set",
                        "data.limit=400",
                        "--set",
                        "data.encoding={one-hot: {length: 8}}",
                        "--set",
                        "seeds=[1]",
                        "--set",
                        "network={family: gru, units: 12}",
                        "--set",
                        "recipe=[{train: {epochs: 12, batch: 32, optimizer: {adam: {rate: 0.01}}}}, {prune: {sparsity: $s}}]",
                        "--set",
                        "grid={s: [0.2]}",
                        "--set",
                        "baselines=[]"))
                .as(terminal::complaint)
                .isZero();
        assertThat(terminal.printed()).contains("1 trials run, 0 cached, 0 failed");
        assertThat(terminal.printed() + terminal.complaint()).contains("27 tokens, the end of ");
        assertThat(terminal.run("sql", out, "SELECT test_error < 0.4 AS good FROM trials", "--csv"))
                .isZero();
        assertThat(terminal.printed().lines().skip(1).findFirst()).contains("true");
    }

    /** 27 characters, and the number of places without one. */
    @Test
    void learnsThemFromAnEmbeddingOfTheirNumbers() {
        Path out = folder.resolve("out");
        assertThat(terminal.run(
                        "run",
                        Repository.root().resolve("configs/first-names.yaml"),
                        "--out",
                        out,
                        "--set",
                        "data.path=" + Repository.root().resolve("configs/first-names.csv.gz"),
                        "--set",
                        "data.limit=400",
                        "--set",
                        "data.encoding={ids: {length: 8, padding: front}}",
                        "--set",
                        "data.scaling=none",
                        "--set",
                        "seeds=[1]",
                        "--set",
                        "network={family: gru, units: 12, embedding: 6, vocabulary: 28}",
                        "--set",
                        "recipe=[{train: {epochs: 12, batch: 32, optimizer: {adam: {rate: 0.01}}}}, {prune: {sparsity: $s}}]",
                        "--set",
                        "grid={s: [0.2]}",
                        "--set",
                        "baselines=[]"))
                .as(terminal::complaint)
                .isZero();
        assertThat(terminal.run("sql", out, "SELECT test_error < 0.4 AS good FROM trials", "--csv"))
                .isZero();
        assertThat(terminal.printed().lines().skip(1).findFirst()).contains("true");
    }
}
