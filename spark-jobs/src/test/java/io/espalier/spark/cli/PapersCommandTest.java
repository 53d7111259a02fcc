package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PapersCommandTest {
    private static final String STUDY = """
            name: study
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds: [1, 2]
            recipe: [{ train: { epochs: 1 } }]
            objectives: { validation_error: min }
            paper:
              title: A study (Doe 2020)
              figures:
                - name: parameters
                  query: SELECT parameters AS value FROM trials
                  expect: { at-least: 500, by: each }
                  paper: { value: 610, source: "[V] Table 1" }
                - name: parameters of seed 1 over seed 2
                  query: SELECT a.parameters - b.parameters AS value FROM trials a, trials b WHERE a.seed < b.seed
                  expect: { at-least: 1 }
            """;

    @TempDir
    private Path folder;

    private Path config;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("study.yaml"), STUDY);
    }

    private int papers(Object... arguments) {
        return espalier(Stream.concat(Stream.of("papers", "--dir", folder), Arrays.stream(arguments))
                .toArray());
    }

    private int espalier(Object... arguments) {
        return terminal.run(arguments);
    }

    @Test
    void keepsWhatWasRunAndHoldsItAgainstThePaper() throws IOException {
        assertThat(papers()).isZero();
        assertThat(terminal.printed().lines().map(String::strip))
                .contains("study: A study (Doe 2020)")
                .anyMatch(line -> line.matches("parameters +610 +\\[V] Table 1 +≥ 500, each +0 +not run here"));

        Path out = folder.resolve("out");
        assertThat(espalier("run", config, "--out", out)).isZero();
        assertThat(papers("keep", out)).as(() -> terminal.complaint()).isZero();
        assertThat(terminal.printed()).contains("2 of 2 trials of " + config);

        assertThat(papers()).isZero();
        assertThat(terminal.printed().lines().map(String::strip))
                .anyMatch(line -> line.matches("parameters .*≥ 500, each +610 ±0 +2 +agrees"))
                .anyMatch(line -> line.matches("c parameters of seed 1 .*≥ 1 +0 +1 +not reproduced"));
        assertThat(papers("--json")).isZero();
        JsonNode figure = new ObjectMapper().readTree(terminal.printed()).at("/0/figures/0");
        assertThat(figure.at("/observations").toString()).isEqualTo("[610.0,610.0]");
        assertThat(figure.at("/verdict").asText()).isEqualTo("agrees");
        assertThat(espalier("sql", folder.resolve("results/study"), "SELECT count(*) AS n FROM plan", "--csv"))
                .isZero();
        assertThat(terminal.printed()).isEqualTo("n\r\n2\r\n");

        Files.writeString(config, STUDY.replace("epochs: 1", "epochs: 2"));
        assertThat(papers()).isZero();
        assertThat(terminal.printed()).contains("0 agrees, 0 not reproduced, 1 not run here");
    }

    @Test
    void goesOnWithWhatWasKept() throws IOException {
        Path out = folder.resolve("out");
        assertThat(espalier("run", config, "--out", out)).isZero();
        assertThat(papers("keep", out)).isZero();
        Path kept = folder.resolve("results/study");
        String rows = "SELECT * FROM trials WHERE seed < 3 ORDER BY ALL";
        assertThat(espalier("sql", out, rows, "--json")).isZero();
        String before = terminal.printed();

        assertThat(espalier("run", config, "--out", kept, "--set", "seeds=[1, 2, 3]"))
                .isZero();
        assertThat(terminal.printed()).contains("1 trials run, 2 cached");
        assertThat(espalier("verify", kept)).as(() -> terminal.printed()).isZero();
        assertThat(espalier("sql", kept, rows, "--json")).isZero();
        assertThat(terminal.printed()).isEqualTo(before);
        assertThat(papers("keep", kept)).isZero();
        assertThat(terminal.printed()).contains("≥ 500, each");
        assertThat(kept.resolve("tables/trials")).isDirectoryContaining("glob:**part-000000.parquet");
        assertThat(kept.resolve("tables/trials/part-000001.parquet")).doesNotExist();
    }

    @Test
    void tellsAWrongQueryAndShowsTheOthers() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results/study"));
        assertThat(papers()).isZero();
        Path out = folder.resolve("out");
        espalier("run", config, "--out", out);
        papers("keep", out);
        Files.writeString(config, STUDY.replace("SELECT parameters AS", "SELECT parameterz AS"));
        Files.writeString(folder.resolve("study-2.yaml"), STUDY.replace("name: study", "name: study-2"));
        assertThat(papers()).isOne();
        assertThat(terminal.printed()).contains("study-2: A study").doesNotContain("study: A study");
        assertThat(terminal.complaint())
                .startsWith("Cannot query figure 'parameters' of study: ")
                .contains("parameterz");
        assertThat(results).exists();
    }

    @Test
    void keepsNothingOfOtherSweeps() throws IOException {
        assertThat(papers("keep", folder)).isOne();
        assertThat(terminal.complaint()).isEqualTo("Cannot keep " + folder + ": it holds no sweep (no sweep.json)\n");
        Files.writeString(config, STUDY.replace("paper:", "papers:"));
        assertThat(papers()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("Invalid papers: unknown key", "did you mean paper?");
        assertThat(espalier("papers", "--dir", config)).isEqualTo(2);
        assertThat(terminal.complaint()).contains("Invalid --dir: " + config + " (must be a folder)");
    }

    @Test
    void keepsNoOtherTrialsThanThoseOfTheConfig() throws IOException {
        Path out = folder.resolve("out");
        espalier("run", config, "--out", out, "--set", "recipe[0].train.epochs=2");
        assertThat(papers("keep", out)).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Cannot keep " + out + ": none of its trials is one of " + config
                        + " (was it run with --set?)");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void printsWhatTheReadmeShows() throws IOException {
        Path papers = Repository.root().resolve("configs/papers");
        assertThat(espalier("papers", "--dir", papers))
                .as(() -> terminal.complaint())
                .isZero();
        assertThat(Repository.text())
                .as("configs/papers/README.md, which scripts/bench/readme papers fills")
                .contains("<!-- begin: papers -->\n```text\n" + terminal.printed() + "```\n<!-- end -->");
    }
}
