package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Dataset;
import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportException;
import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFormat;
import io.espalier.export.NoRuntimeException;
import io.espalier.metric.ErrorRate;
import io.espalier.result.ExportRow;
import io.espalier.result.TrialRow;
import io.espalier.snapshot.Safetensors;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.export.Exported;
import io.espalier.spark.export.SweepExports;
import io.espalier.spark.export.SweepExports.Unexecuted;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final String ALL =
            "onnx,onnx-padded,onnx-int8,c,c-int8,safetensors,dense,bitmask,relative-index,gzip,deep-compression,int8";

    @TempDir
    private static Path sweep;

    private static Path out;
    private static TrialRow trial;

    @TempDir
    private Path to;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void run() throws IOException {
        LocalSpark.session();
        out = sweep.resolve("out");
        Path config = Files.writeString(sweep.resolve("tiny.yaml"), """
                name: tiny
                data: { source: digits, limit: 30, scaling: standard }
                network: { family: mlp, hidden: [12] }
                seeds: [1]
                recipe:
                  - train: { epochs: 5, optimizer: { adam: { rate: 0.01 } } }
                  - prune: { criterion: magnitude, granularity: $granularity, sparsity: 0.5 }
                  - encode: { codec: deep-compression }
                grid: { granularity: [weight, neuron] }
                controls: []
                objectives: { validation_error: min, bytes: min }
                """);
        Terminal terminal = new Terminal();
        assertThat(terminal.run("run", config, "--out", out))
                .as(terminal.complaint())
                .isZero();
        trial = SweepTables.in(LocalStorage.at(out)).trials().rows().get(0);
    }

    private static String id() {
        return trial.identity().trialId();
    }

    private static List<ExportRow> exported(Path folder) throws IOException {
        return SweepTables.in(LocalStorage.at(out)).exports().rows().stream()
                .filter(row -> Path.of(row.file()).startsWith(folder))
                .toList();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void writesEveryFormatWithARowThatSaysWhatItGave() throws IOException {
        assertThat(terminal.run("export", out, id().substring(0, 8), "--format", ALL, "--to", to, "--name", "small"))
                .as(terminal.complaint())
                .isZero();

        List<ExportRow> rows = exported(to);
        assertThat(rows).hasSize(12).allSatisfy(row -> {
            assertThat(Path.of(row.file())).exists();
            assertThat(row.trialId()).isEqualTo(id());
            assertThat(row.examples()).isEqualTo(60);
        });
        assertThat(rows)
                .filteredOn(row -> Set.of("onnx", "c", "safetensors", "bitmask").contains(row.format()))
                .hasSize(4)
                .allSatisfy(row -> {
                    assertThat(row.testError()).isEqualTo(trial.quality().test().require(new ErrorRate()));
                    assertThat(row.logitDifference()).isLessThan(1e-4);
                });
        assertThat(terminal.run("verify", out)).isZero();
        assertThat(terminal.printed()).contains("exports, each of a trial with a row");
    }

    @Test
    void theFileOfTheCodecIsAsLongAsTheRowSaysAndDecodes() throws IOException {
        assertThat(terminal.run("export", out, id(), "--format", "deep-compression", "--to", to, "--name", "small"))
                .isZero();
        Path file = to.resolve("small.deep-compression");
        assertThat(Files.size(file)).isEqualTo(trial.size().bytes());

        assertThat(terminal.run("decode", file)).as(terminal.complaint()).isZero();

        Safetensors decoded = Safetensors.parse(Files.readAllBytes(to.resolve("small.deep-compression.safetensors")));
        assertThat(decoded.tensors()).containsKeys("fc1.weight", "fc2.bias", "input.scale");
        assertThat(decoded.metadata()).containsEntry("trial_id", id());
        assertThat(terminal.run("decode", file)).isOne();
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(terminal.run("decode", file, "--force")).isOne();
        assertThat(terminal.complaint()).startsWith("Cannot decode " + file).doesNotContain("\tat ");
    }

    @Test
    void exportsTheBestAndTheFront() throws IOException {
        assertThat(terminal.run("best", out, "--where", "bytes > 0", "--export", "onnx", "--to", to))
                .as(terminal.complaint())
                .isZero();
        assertThat(terminal.printed()).startsWith("trial ");
        assertThat(terminal.run("export", out, "--front", "--format", "c", "--to", to.resolve("front")))
                .as(terminal.complaint())
                .isZero();
        assertThat(names(to.resolve("front"))).isNotEmpty();
        assertThat(terminal.run("best", out, "--where", "bytes < 0")).isOne();
        assertThat(terminal.run("best", out, "--where", "test_error < 1")).isEqualTo(2);
        assertThat(terminal.run("best", out, "--by", "test_error")).isEqualTo(2);
    }

    @Test
    void keepsWhatIsThereUnlessForced() throws IOException {
        Path file = Files.writeString(to.resolve("small.onnx"), "mine");
        Object[] export = {"export", out, id(), "--format", "onnx", "--to", to, "--name", "small"};
        assertThat(terminal.run(export)).isOne();
        assertThat(terminal.complaint()).startsWith("Cannot write " + file + ": it already exists");
        assertThat(file).hasContent("mine");
        assertThat(names(to)).containsExactly("small.onnx");
        assertThat(exported(to)).isEmpty();

        Object[] forced = Stream.concat(Stream.of(export), Stream.of("--force")).toArray();
        assertThat(terminal.run(forced)).isZero();
        assertThat(Files.size(file)).isGreaterThan(1000);
    }

    /** As C is where there is no compiler. */
    @Test
    void writesWhatNothingHereExecutesOnlyWhenAsked() throws IOException {
        ExportFolder folder = new ExportFolder(LocalStorage.ofUser(to), ExportFolder.Existing.KEEP);
        ExportFormat unknown = new Unexecutable();
        assertThatThrownBy(() -> new SweepExports(
                                LocalStorage.at(out), LocalStorage.at(out.resolve("store")), Unexecuted.REFUSE)
                        .export(id(), unknown, folder, "small"))
                .hasMessage("Cannot export unexecutable: it must be run before it is written, and there is nothing"
                        + " (--unexecuted writes it anyway)");
        assertThat(names(to)).isEmpty();

        Exported exported = new SweepExports(
                        LocalStorage.at(out), LocalStorage.at(out.resolve("store")), Unexecuted.WRITE)
                .export(id(), unknown, folder, "small");

        assertThat(exported.execution()).isNull();
        assertThat(Path.of(exported.file())).hasBinaryContent(new byte[] {1});
        assertThat(exported(to)).isEmpty();
        assertThat(terminal.run("export", out, id(), "--format", "onnx", "--to", to, "--unexecuted"))
                .isZero();
        assertThat(exported(to)).hasSize(1);
    }

    private record Unexecutable() implements ExportFormat, Artifact {
        @Override
        public String name() {
            return "unexecutable";
        }

        @Override
        public Artifact write(DeployedNetwork network, String name, Dataset calibration) {
            return this;
        }

        @Override
        public SortedMap<String, byte[]> files() {
            return new TreeMap<>(Map.of("small.made-up", new byte[] {1}));
        }

        @Override
        public String runtime() {
            return "none";
        }

        @Override
        public double[] outputs(Dataset raw) throws ExportException {
            throw new NoRuntimeException("unexecutable", "there is nothing");
        }
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        assertThat(terminal.run("export", out, "zz", "--format", "onnx")).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("Invalid TRIAL: zz (must be a trial id");
        assertThat(terminal.run("export", out, id(), "--format", "onx")).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Invalid format: onx (must be one of ")
                .contains("did you mean onnx?");
        assertThat(terminal.run("export", out, "--format", "onnx")).isEqualTo(2);
        assertThat(terminal.run("export", sweep, id(), "--format", "onnx")).isOne();
        assertThat(terminal.run("export", out, id(), "--format", "onnx", "--store", to.resolve("none")))
                .isOne();
        assertThat(terminal.complaint()).contains("no such store");
        Path file = Files.writeString(to.resolve("file"), "");
        assertThat(terminal.run("export", out, id(), "--format", "onnx", "--to", file.resolve("in")))
                .isOne();
        assertThat(terminal.complaint())
                .startsWith("Cannot read ")
                .contains("not a directory")
                .doesNotContain("\tat ");
        assertThat(exported(to)).isEmpty();
    }
}
