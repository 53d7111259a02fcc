package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.metric.ErrorRate;
import io.espalier.snapshot.Safetensors;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of a table of one's own says what its inputs and outputs are. */
class ExportedTableTest {
    private static final int ROWS = 60;
    private static final String SWEEP = """
            name: table
            data: { source: csv, path: %s, label: kind, categorical: [colour], missing: mean, scaling: per-feature }
            network: { family: mlp, hidden: [6] }
            seeds: [1]
            recipe:
              - train: { epochs: 3 }
              - prune: { sparsity: 0.5 }
              - encode: { codec: { int8: { activations: int8 } } }
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void start() {
        LocalSpark.session();
    }

    private void run(double offset) throws IOException {
        StringBuilder csv = new StringBuilder("height,colour,kind\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i % 10 == 9 ? "" : String.format(Locale.ROOT, "%.1f", offset + i % 7))
                    .append(i % 3 == 0 ? ",red," : ",green,")
                    .append(i % 2 == 0 ? "cat\n" : "\"big, dog\"\n");
        }
        Path table = Files.writeString(folder.resolve("table.csv"), csv);
        Path config = Files.writeString(folder.resolve("table.yaml"), SWEEP.formatted(table));
        assertThat(terminal.run("run", config, "--out", folder.resolve("out")))
                .as(terminal.complaint())
                .isZero();
    }

    private int export(String formats) throws IOException {
        Path out = folder.resolve("out");
        String trial = SweepTables.in(LocalStorage.at(out))
                .trials()
                .rows()
                .get(0)
                .identity()
                .trialId();
        return terminal.run("export", out, trial, "--format", formats, "--to", folder, "--name", "small");
    }

    @Test
    void namesFeaturesAndLabels() throws IOException {
        run(0);
        assertThat(export("onnx,safetensors,c-int8,int8"))
                .as(terminal.complaint())
                .isZero();

        Map<String, String> metadata = Safetensors.parse(Files.readAllBytes(folder.resolve("small.safetensors")))
                .metadata();
        assertThat(metadata).containsEntry("labels", "[\"big, dog\",\"cat\"]");
        assertThat(metadata.get("features"))
                .startsWith("[{\"column\":\"height\",\"fill\":")
                .contains("{\"column\":\"colour\",\"level\":\"green\"},{\"column\":\"colour\",\"level\":\"red\"}");
        assertThat(Files.readString(folder.resolve("small.onnx"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(metadata.get("features"), metadata.get("labels"));
        assertThat(SweepTables.in(LocalStorage.at(folder.resolve("out")))
                        .exports()
                        .rows())
                .filteredOn(row -> row.format().contains("int8"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.logitDifference()).isZero());
        assertThat(terminal.run("decode", folder.resolve("small.int8"))).isZero();
        assertThat(Safetensors.parse(Files.readAllBytes(folder.resolve("small.int8.safetensors")))
                        .metadata())
                .containsKeys("features", "labels", "activations");
    }

    /** Written as a network of doubles, it errs as its row says. */
    @Test
    void exportsAColumnThatFloatsDoNotHold() throws IOException {
        run(1.7e9);
        assertThat(export("onnx,onnx-int8,c,c-int8,safetensors,int8"))
                .as(terminal.complaint())
                .isZero();
        SweepTables tables = SweepTables.in(LocalStorage.at(folder.resolve("out")));
        double error = tables.trials().rows().get(0).quality().test().require(new ErrorRate());
        assertThat(tables.exports().rows()).hasSize(6).allSatisfy(row -> {
            assertThat(row.testError()).isEqualTo(error);
        });
        assertThat(tables.exports().rows())
                .filteredOn(row -> row.format().endsWith("int8"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.logitDifference()).isLessThan(1e-4));
        assertThat(Files.readString(folder.resolve("small.h"))).contains("small_predict(const double *input");
    }
}
