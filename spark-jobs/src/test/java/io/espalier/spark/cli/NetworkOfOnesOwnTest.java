package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Sha256;
import io.espalier.config.SweepFile;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import io.espalier.result.TrialRow;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sweeps on a network from an ONNX file. */
class NetworkOfOnesOwnTest {
    private static final String SWEEP = """
            name: own
            data: { source: digits, limit: 30 }
            network: { onnx: %s }
            seeds: [1]
            recipe:
              - prune: { criterion: magnitude, granularity: unit, sparsity: 0.5, label: pruned }
              - train: { epochs: $epochs }
            grid: { epochs: [1, 2] }
            controls: [reinitialize, small-dense, extra-training]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private Path out;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void write() throws IOException {
        LocalSpark.session();
        out = folder.resolve("out");
        write("model.onnx", new Mlp(List.of(12), Mlp.Activation.RELU), new Shape(1, 8, 8), 10);
    }

    private void write(String name, NetworkFamily family, Shape input, int classes) throws IOException {
        Network network = family.build(input, classes);
        OnnxGraph graph = new OnnxGraph("own");
        new OnnxWriter(network, Initialization.weights(network, RandomKey.of(1)), graph)
                .write(graph.input("input", input), "logits");
        graph.output("logits", Shape.vector(classes));
        Files.write(folder.resolve(name), graph.toFile("test", new TreeMap<>()));
    }

    private Path sweep(String network) throws IOException {
        return Files.writeString(folder.resolve("own.yaml"), String.format(SWEEP, network));
    }

    @Test
    void runsItsSweepWhateverItsPath() throws IOException {
        assertThat(terminal.run("plan", sweep("model.onnx")))
                .as(terminal.complaint())
                .isZero();
        assertThat(terminal.printed())
                .contains("network   {\"family\":\"onnx\",", "input 1x8x8, 10 outputs, 910 parameters");
        assertThat(terminal.run("run", sweep("model.onnx"), "--out", out))
                .as(terminal.complaint())
                .isZero();
        List<TrialRow> rows = SweepTables.in(LocalStorage.at(out)).trials().rows();
        assertThat(rows).hasSize(8).allSatisfy(row -> assertThat(row.outcome().state())
                .isEqualTo(TrialRow.State.COMPLETED));
        assertThat(rows.get(0).identity().recipe())
                .contains(Sha256.of(Files.readAllBytes(folder.resolve("model.onnx"))))
                .doesNotContain("model.onnx");

        Files.move(folder.resolve("model.onnx"), folder.resolve("moved.onnx"));
        assertThat(terminal.run("run", sweep("moved.onnx"), "--out", out))
                .as(terminal.complaint())
                .isZero();
        assertThat(terminal.printed() + terminal.complaint()).contains("0 trials run, 8 cached");

        Files.delete(folder.resolve("moved.onnx"));
        String trial = rows.get(0).identity().trialId();
        assertThat(terminal.run("export", out, trial, "--format", "onnx", "--to", folder.resolve("exported")))
                .as(terminal.complaint())
                .isZero();
    }

    @Test
    void refusesWhatDoesNotFitTheData() throws IOException {
        write("wide.onnx", new Mlp(List.of(4), Mlp.Activation.RELU), new Shape(3, 8, 8), 10);
        assertThat(terminal.run("plan", sweep("wide.onnx"))).isEqualTo(2);
        assertThat(terminal.complaint()).contains("it reads examples of 3x8x8, not of 1x8x8");

        write("two.onnx", new Mlp(List.of(4), Mlp.Activation.RELU), new Shape(1, 8, 8), 2);
        assertThat(terminal.run("plan", sweep("two.onnx"))).isEqualTo(2);
        assertThat(terminal.complaint()).contains("it has 2 classes, not 10");

        assertThat(terminal.run("plan", sweep("missing.onnx"))).isEqualTo(2);
        assertThat(terminal.complaint())
                .contains("Invalid network.onnx: missing.onnx (must be an ONNX file: no such file)");
    }

    @Test
    void beginsWithTheWeightsOfTheFileUnlessTheyAreFresh() throws IOException {
        NetworkFamily pretrained = network("model.onnx");
        NetworkFamily fresh = network("model.onnx, weights: fresh");
        Network network = pretrained.build(new Shape(1, 8, 8), 10);
        float[] written = Initialization.weights(network, RandomKey.of(1));
        assertThat(pretrained.weights(network, RandomKey.of(2))).isEqualTo(written);
        assertThat(fresh.weights(network, RandomKey.of(2))).isNotEqualTo(written);
        assertThat(fresh.scaled(0.25).build(new Shape(1, 8, 8), 10).shape("fc1"))
                .isEqualTo(Shape.vector(3));
    }

    private NetworkFamily network(String text) throws IOException {
        return SweepFile.load(sweep(text).toString(), List.of()).points().get(0).network();
    }
}
