package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.VitTiny;
import io.espalier.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = write(new ResNet8().build(new Shape(3, 32, 32), 10));
    }

    private Path write(Network network) throws IOException {
        OnnxGraph graph = new OnnxGraph(network.name());
        new OnnxWriter(network, Initialization.weights(network, RandomKey.of(1)), graph)
                .write(graph.input("input", network.input()), "logits");
        graph.output("logits", Shape.vector(10));
        return Files.write(folder.resolve("model.onnx"), graph.toFile("test", new TreeMap<>()));
    }

    @Test
    void showsWhatCanBePruned() {
        assertThat(terminal.run("inspect", file)).as(terminal.complaint()).isZero();
        assertThat(terminal.printed())
                .startsWith("model.onnx: input 3x32x32, 10 outputs, 78,042 parameters, ")
                .containsPattern("stem +Conv +16x32x32 +432 .* 16 of 16 +with stage1-block1-conv2\n")
                .containsPattern("stage1-block1-conv1 +Conv .* weight, filter, channel +16 of 16\n")
                .containsPattern("fc +Gemm .* weight +0 of 10 +its units are the outputs\n");
    }

    @Test
    void printsJson() throws IOException {
        assertThat(terminal.run("inspect", file, "--json"))
                .as(terminal.complaint())
                .isZero();
        JsonNode json = new JsonMapper().readTree(terminal.printed());
        assertThat(json.path("parameters").longValue()).isEqualTo(78_042);
        assertThat(json.path("nodes").get(0).path("granularities").findValuesAsText(""))
                .isEmpty();
        assertThat(json.path("nodes").get(0).path("removable-units").intValue()).isEqualTo(16);
    }

    @Test
    void showsHeads() throws IOException {
        Path vit = write(new VitTiny(4, 2, 12, 3).build(new Shape(3, 8, 8), 10));

        assertThat(terminal.run("inspect", vit)).as(terminal.complaint()).isZero();
        assertThat(terminal.printed())
                .containsPattern("block1-attention +Attention .* head +3 of 3 +with block1-key, ");

        assertThat(terminal.run("inspect", vit, "--json")).isZero();
        assertThat(new JsonMapper().readTree(terminal.printed()).path("nodes").findValuesAsText("heads"))
                .containsExactly("3", "3");
    }

    @Test
    void refusesWhatIsNoNetwork() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "nothing of the kind");
        assertThat(terminal.run("inspect", text)).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Cannot use " + text + ":\n")
                .doesNotContain("\tat ");
        assertThat(terminal.run("inspect", folder.resolve("missing.onnx"))).isOne();
    }
}
