package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series as a user meets them, in small: {@code configs/japanese-vowels.yaml} with one seed of one recurrent network. */
class SeriesTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int run(String... more) {
        String out = folder.resolve("out").toString();
        String[] common = {
            "run",
            Repository.root().resolve("configs/japanese-vowels.yaml").toString(),
            "--out",
            out,
            "--set",
            "data.path=" + Repository.root().resolve("configs/japanese-vowels-train.ts.gz"),
            "--set",
            "data.test-path=" + Repository.root().resolve("configs/japanese-vowels-test.ts.gz"),
            "--set",
            "seeds=[1]",
            "--set",
            "recipe=[{train: {epochs: 20, batch: 16, optimizer: {adam: {rate: 0.01}}}}, {prune: {sparsity: $sparsity}}]",
            "--set",
            "grid={network: [{family: gru, units: 16}], sparsity: [0.5]}",
            "--set",
            "controls=[]",
            "--set",
            "baselines=[]"
        };
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return terminal.run((Object[]) all);
    }

    @Test
    void learnsSpeakersFromSeriesOfDifferentLengths() {
        assertThat(run()).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("1 trials run, 0 cached, 0 failed");
        assertThat(terminal.run("sql", folder.resolve("out"), "SELECT test_error < 0.5 AS good FROM trials", "--csv"))
                .isZero();
        assertThat(terminal.printed().lines().skip(1).findFirst()).contains("true");
        assertThat(run()).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached, 0 failed");
    }

    @Test
    void refusesDifferentLengthsInOneLine() {
        assertThat(run("--set", "data.padding=refused", "--set", "data.mask=none"))
                .isNotZero();
        assertThat(terminal.complaint())
                .contains("series have different lengths, from 7 steps in ")
                .contains("padding: front or padding: end fills up the shorter ones")
                .doesNotContain("\tat ");
    }
}
