package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DatasetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    @TempDir
    Path folder;

    @Test
    void refusesFilesThatAreNotThePublishedOnes() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[47_040_016]);

        assertThatThrownBy(() -> new Mnist(folder.toString()).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "expected SHA-256 ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> new FashionMnist(folder.toString()).load())
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder.resolve("train-images-idx3-ubyte") + ": no such file");
    }

    @Test
    void isFoundBesideTheOtherSources() {
        assertThat(ServiceLoader.load(DatasetSource.class))
                .contains(new Digits(), new Mnist(), new FashionMnist(), new Cifar10());
    }
}
