package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.op.Shape;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsFileTest {
    private static final Shape SHAPE = new Shape(2, 3, 1);

    @TempDir
    Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("a/b/splits.safetensors");
        SplitsFile.write(
                splits(),
                LocalStorage.ofUser(file.getParent()),
                file.getFileName().toString());
        return file;
    }

    private static Splits splits() {
        return Splits.of(
                TestData.random(1, SHAPE, 3, 0, 1, 2, 0),
                TestData.random(2, SHAPE, 3, 2, 1),
                TestData.random(3, SHAPE, 3, 1, 0, 2));
    }

    private static Splits read(Path file) throws IOException {
        return SplitsFile.read(
                LocalStorage.ofUser(file.getParent()), file.getFileName().toString());
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Splits read = read(written());

        assertThat(read.hash()).isEqualTo(splits().hash());
        for (int i = 0; i < 3; i++) {
            Dataset found = read.parts().get(i);
            Dataset expected = splits().parts().get(i);
            assertThat(found.shape()).isEqualTo(expected.shape());
            assertThat(found.targets().outputs()).isEqualTo(expected.targets().outputs());
            assertThat(found.features()).isEqualTo(expected.features());
            assertThat(ClassTargets.of(found).labels())
                    .isEqualTo(ClassTargets.of(expected).labels());
        }
    }

    @Test
    void readsBackMoreThanOnePiece() throws IOException {
        int[] labels = new int[300_001];
        Arrays.setAll(labels, i -> i % 2);
        Dataset large = TestData.random(4, Shape.vector(1), 2, labels);
        Splits splits = Splits.of(large, large, large);
        Path file = folder.resolve("large");

        SplitsFile.write(
                splits,
                LocalStorage.ofUser(file.getParent()),
                file.getFileName().toString());

        assertThat(read(file).test().features()).isEqualTo(large.features());
        assertThat(ClassTargets.of(read(file).train()).labels()).isEqualTo(labels);
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        Path file = written();

        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut");

        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot read " + cut + ": ");
        }
    }

    @Test
    void refusesEveryChangedByteThatIsNotPadding() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        Path changed = folder.resolve("changed");

        for (int i = 0; i < whole.length; i++) {
            if (whole[i] != ' ') {
                byte[] bytes = whole.clone();
                bytes[i] ^= 0x10;
                Files.write(changed, bytes);
                assertThatThrownBy(() -> read(changed))
                        .as("byte %d", i)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("Cannot read " + changed + ": ");
            }
        }
    }

    @Test
    void doesNotHashPartsThatDifferOnlyInTheirBordersAlike() {
        Dataset one = TestData.numbered(1, 1);
        Dataset two = TestData.numbered(2, 1);

        assertThat(Splits.of(one, two, one).hash())
                .isNotEqualTo(Splits.of(two, one, one).hash());
    }
}
