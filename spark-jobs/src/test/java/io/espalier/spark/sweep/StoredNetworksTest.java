package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Sha256;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.onnx.OnnxFiles;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxNetwork;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import io.espalier.storage.DamagedException;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredNetworksTest {
    @TempDir
    private Path store;

    /** A file that nobody in this process has read. */
    private static byte[] file(long seed) {
        Network network = new Mlp(List.of(2), Mlp.Activation.RELU).build(Shape.vector(3), 2);
        OnnxGraph graph = new OnnxGraph("unknown");
        new OnnxWriter(network, Initialization.weights(network, RandomKey.of(seed)), graph)
                .write(graph.input("input", network.input()), "logits");
        graph.output("logits", Shape.vector(2));
        return graph.toFile("test", new TreeMap<>());
    }

    private Path stored(String hash) throws IOException {
        return Files.createDirectories(store.resolve("_networks")).resolve(hash + ".onnx");
    }

    private static String json(String hash) {
        return "{\"network\":{\"family\":\"onnx\",\"onnx\":\"" + hash + "\"}}";
    }

    @Test
    void bringsTheStoresFileToAProcessThatHasNotReadIt() throws IOException {
        byte[] file = file(8_001);
        String hash = Sha256.of(file);
        assertThatThrownBy(() -> new OnnxNetwork(hash).build(Shape.vector(3), 2))
                .hasMessageContaining("its file was not read");
        Files.write(stored(hash), file);

        StoredNetworks.load(LocalStorage.at(store), json(hash));

        assertThat(OnnxFiles.bytes(hash)).hasValue(file);
        assertThat(new OnnxNetwork(hash).build(Shape.vector(3), 2).parameters()).isEqualTo(14);
    }

    @Test
    void refusesAFileThatIsGoneOrDamaged() throws IOException {
        byte[] file = file(8_002);
        String hash = Sha256.of(file);
        assertThatThrownBy(() -> StoredNetworks.load(LocalStorage.at(store), json(hash)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not hold this network");
        file[40] ^= 1;
        Files.write(stored(hash), file);
        assertThatThrownBy(() -> StoredNetworks.load(LocalStorage.at(store), json(hash)))
                .isInstanceOf(DamagedException.class);
    }
}
