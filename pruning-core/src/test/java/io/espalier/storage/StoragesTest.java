package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoragesTest {
    @Test
    void openAPathAndAnAddressOfEveryScheme() {
        assertThat(Storages.of("out/x")).isInstanceOf(LocalStorage.class).hasToString("out/x");
        assertThat(Storages.of("out/x").location())
                .isEqualTo(Path.of("out/x").toAbsolutePath().toString());
        assertThat(Storages.of("file:/data/out").locate("a/b")).isEqualTo("/data/out/a/b");
        assertThat(Storages.of("FILE:///data/out").location()).isEqualTo("/data/out");
        assertThat(Storages.of("memory:/x").locate("a")).isEqualTo("memory:/x/a");
        assertThat(Storages.of("run:1").location()).endsWith("/run:1");
    }

    @Test
    void nameWhatThereIsWhereNobodyKnowsTheScheme() {
        assertThatThrownBy(() -> Storages.of("gopher://host/out"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid address: gopher://host/out (must be a path in a mounted file system, or start with"
                        + " file: or memory:)");
        assertThatThrownBy(() -> Storages.of("file://host/out"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "Invalid address: file://host/out (must be like file:/data/out: URI has an authority component)");
    }

    @Test
    void findAFileOfItsOwn() {
        assertThat(StoredFile.of("configs/quickstart.yaml")).hasToString("configs/quickstart.yaml");
        assertThat(StoredFile.of("quickstart.yaml")).hasToString("quickstart.yaml");
        assertThat(StoredFile.of("/quickstart.yaml")).hasToString("/quickstart.yaml");
        assertThat(StoredFile.of("memory:/x/a.yaml").name()).isEqualTo("a.yaml");
    }
}
