package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns, labels, axes and files of any name stand in their own line of what is printed, and are no markup in the page. */
class HostileNamesTest {
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final String NAME = "x\u001b[2J\n" + MARKUP;
    private static final String SHOWN = "x\\u001b[2J\\n" + MARKUP;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    private Path config;
    private String out;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("out").toString();
        StringBuilder rows = new StringBuilder("\"" + NAME + "\",b,y\n");
        for (int i = 0; i < 30; i++) {
            String label = i % 2 == 0 ? "😀".repeat(5000) : "\"" + NAME + "\"";
            rows.append(i % 2).append(',').append(i).append(',').append(label).append('\n');
        }
        Path table = Files.writeString(folder.resolve("rows.csv"), rows, StandardCharsets.UTF_8);
        String axis = "\"x\\e[2J\\n" + MARKUP + "\"";
        config = Files.writeString(
                folder.resolve("names.yaml"), """
                name: names
                data: { source: csv, path: %s, label: y }
                network: { family: mlp, hidden: [2] }
                seeds: [1]
                recipe:
                  - train: { epochs: 1 }
                  - prune: { criterion: magnitude, sparsity: %s }
                grid: { %s: [0.5, 0.75] }
                controls: []
                objectives: { validation_error: min, bytes: min }
                """.formatted(table, axis.replace("\"x", "\"$x"), axis));
    }

    private void assertShows(String text) {
        assertThat(terminal.printed()).contains(text).doesNotContain("\u001b");
        assertThat(terminal.printed().lines()).noneMatch(line -> line.startsWith("<") || line.length() > 2000);
    }

    @Test
    void standInTheirLines() throws IOException {
        assertThat(terminal.run("plan", config)).as(terminal::complaint).isZero();
        assertShows("features  " + SHOWN + ", b\nlabel     y: 2 classes, 0 is " + SHOWN + ", 1 is " + "😀".repeat(29)
                + "…\n");

        assertThat(terminal.run("run", config, "--out", out, "--master", "local[1]"))
                .as(terminal::complaint)
                .isZero();
        assertShows(SHOWN + "  validation_error %");
        assertThat(Path.of(out, "report.html")).content().doesNotContain(MARKUP);

        String select = "SELECT min(trial_id) FROM trials";
        assertThat(terminal.run("sql", out, select, "--csv")).isZero();
        String trial = terminal.printed().lines().skip(1).findFirst().orElseThrow();
        assertThat(terminal.run("show", out, trial)).isZero();
        assertShows("axes     " + SHOWN + "=0.");
        assertThat(terminal.run("rank", out + "/tables/trials", "--objectives", "validation_error:min"))
                .isZero();
        assertShows(SHOWN + "=0.");

        Files.writeString(config, Files.readString(config).replace("x\\e[2J\\n" + MARKUP, "rate"));
        assertThat(terminal.run("run", config, "--out", out, "--master", "local[1]"))
                .as(terminal::complaint)
                .isZero();
        assertShows("0 trials run, 2 cached");
        assertThat(terminal.run("show", out, trial)).isZero();
        assertShows("axes     rate=0.");

        Files.writeString(Path.of(out, "tables/plan", "x\u001b[2J\n<img.parquet"), "");
        assertThat(terminal.run("verify", out)).isOne();
        assertShows("x\\u001b[2J\\n<img.parquet does not belong to the sweep");
    }
}
