package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output folder and its store, as commit a59bc2d wrote them, are read, resumed without a trial, and extended. */
class KeptOutputTest {
    private static final int TRIALS = 64;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private Path config;
    private Path out;

    @BeforeEach
    void unpack() throws IOException {
        out = folder.resolve("out");
        config = folder.resolve("sweep.yaml");
        try (InputStream kept = resource("sweep.yaml");
                ZipInputStream zip = new ZipInputStream(resource("a59bc2d.zip"))) {
            Files.copy(kept, config);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = out.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private static InputStream resource(String name) {
        return KeptOutputTest.class.getResourceAsStream("/kept/" + name);
    }

    private void assertRuns(String headline, String... options) {
        Object[] arguments = new Object[4 + options.length];
        System.arraycopy(new Object[] {"run", config, "--out", out}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        assertThat(terminal.run(arguments)).as(terminal.complaint()).isZero();
        assertThat(terminal.printed()).startsWith(headline);
    }

    private void assertWhole() {
        assertThat(terminal.run("verify", out)).as(terminal.printed()).isZero();
        assertThat(out.resolve("tables/_orphans")).doesNotExist();
        assertThat(out.resolve("store/_violations")).doesNotExist();
    }

    @Test
    void isVerified() {
        assertWhole();
        assertThat(terminal.printed()).contains("ok    " + TRIALS + " rows of trials, " + TRIALS + " distinct\n");
    }

    @Test
    void isResumedWithoutATrial() {
        assertRuns("0 trials run, " + TRIALS + " cached, 0 failed");
        assertWhole();
    }

    @Test
    void isExtendedByACriterion() {
        assertRuns("24 trials run, " + TRIALS + " cached, 0 failed", "--set", "grid.criterion=[magnitude,snip,random]");
        assertWhole();
    }

    @Test
    void isShownAndQueried() {
        assertThat(terminal.run("pareto", out)).isZero();
        assertThat(terminal.printed()).contains("of 10 candidates");
        assertThat(terminal.run("sql", out, "SELECT count(*) FROM trials", "--csv"))
                .isZero();
        assertThat(terminal.printed()).endsWith("\n" + TRIALS + "\r\n");
    }

    @Test
    void servesAnotherSweepThroughItsStore() {
        Path other = folder.resolve("other");
        assertThat(terminal.run("run", config, "--out", other, "--store", out.resolve("store")))
                .isZero();
        assertThat(terminal.printed()).startsWith("0 trials run, " + TRIALS + " cached, 0 failed\n");
        assertWhole();
    }
}
