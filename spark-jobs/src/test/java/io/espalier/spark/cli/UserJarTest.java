package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.spark.Repository;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The criterion that pruning-core/README.md shows, in a jar of its own that this build has never seen. */
class UserJarTest {
    private static final String SLOPE = "org/example/Slope";

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("slopes.yaml"), """
                name: slopes
                data: { source: digits, limit: 20 }
                network: { family: mlp, hidden: [8] }
                seeds: [1]
                recipe:
                  - train: { epochs: 1 }
                  - prune: { criterion: { slope: { examples: 64 } }, sparsity: $sparsity }
                grid:
                  sparsity: [0.5, 0.9]
                controls: []
                objectives: { validation_error: min, bytes: min }
                """);
    }

    @Test
    void isUnknownWithoutItsJar() {
        StringWriter errors = new StringWriter();
        int status =
                Espalier.commandLine().setErr(new PrintWriter(errors, true)).execute("plan", config.toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors).asString().contains("Invalid recipe[1].prune.criterion: slope (must be one of ");
    }

    @Test
    void runsByNameFromAJarGivenToSparkSubmit() throws Exception {
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process submit = new ProcessBuilder(command(jar(), out))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(submit.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(submit.exitValue()).as(Files.readString(log)).isZero();
        try (SweepSql tables = SweepSql.open(LocalStorage.at(out))) {
            assertThat(tables.query("SELECT criterion, state, count(*) FROM trials GROUP BY ALL")
                            .rows())
                    .singleElement()
                    .asString()
                    .isEqualTo("[slope, COMPLETED, 2]");
        }
    }

    private List<String> command(Path jar, Path out) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), SparkSubmit.class.getName()));
        command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
        command.addAll(List.of("--conf", "spark.driver.host=127.0.0.1", "--jars", jar.toString()));
        command.addAll(List.of("--class", Espalier.class.getName(), "spark-internal"));
        command.addAll(List.of("run", config.toString(), "--out", out.toString()));
        return command;
    }

    private Path jar() throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/org/example")).resolve("Slope.java");
        Files.writeString(source, Repository.shownCriterion());
        String classPath = System.getProperty("java.class.path");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-proc:none", "-d", folder.toString(), source.toString());
        assertThat(status).isZero();
        Path jar = folder.resolve("slope.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            add(entries, SLOPE + ".class", Files.readAllBytes(folder.resolve(SLOPE + ".class")));
            byte[] line = SLOPE.replace('/', '.').getBytes(StandardCharsets.UTF_8);
            add(entries, "META-INF/services/" + Criterion.class.getName(), line);
        }
        return jar;
    }

    private static void add(JarOutputStream entries, String name, byte[] content) throws IOException {
        entries.putNextEntry(new JarEntry(name));
        entries.write(content);
        entries.closeEntry();
    }
}
