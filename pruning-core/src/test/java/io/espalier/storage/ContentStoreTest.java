package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.espalier.binding.InvalidValueException;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Tensor;
import io.espalier.storage.ContentStore.Published;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentStoreTest {
    private static final String KEY = "0fab12";
    private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "Weights".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private ContentStore store;
    private Path blob;

    @BeforeEach
    void open() throws IOException {
        store = ContentStore.open(LocalStorage.at(folder.resolve("store")));
        blob = folder.resolve("store/snapshot/0f/0fab12");
    }

    @Test
    void findsWhatWasPublished() throws IOException {
        assertThat(store.contains("snapshot", KEY)).isFalse();
        assertThat(store.find("snapshot", KEY)).isEmpty();
        assertThat(store.publish("snapshot", KEY, CONTENT)).isEqualTo(Published.WON);
        assertThat(store.contains("snapshot", KEY)).isTrue();
        assertThat(store.contains("record", KEY)).isFalse();
        assertThat(ContentStore.open(LocalStorage.at(folder.resolve("store"))).find("snapshot", KEY))
                .hasValue(CONTENT);
    }

    @Test
    void keepsEmptyContentApartFromNone() throws IOException {
        store.publish("snapshot", KEY, new byte[0]);
        assertThat(store.find("snapshot", KEY)).hasValue(new byte[0]);
    }

    @Test
    void letsTheFirstWriterWinAndKeepsWhatTheSecondOneWroteDifferently() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        assertThat(store.publish("snapshot", KEY, CONTENT)).isEqualTo(Published.SAME);
        assertThat(store.audit().violations()).isEmpty();
        assertThat(store.publish("snapshot", KEY, OTHER)).isEqualTo(Published.DIFFERENT);
        assertThat(store.find("snapshot", KEY)).hasValue(CONTENT);
        assertThat(store.audit().violations()).singleElement().satisfies(name -> {
            assertThat(name).startsWith("_violations/snapshot.0fab12.");
            assertThat(Files.readAllBytes(folder.resolve("store").resolve(name)))
                    .startsWith(OTHER);
        });
    }

    @Test
    void asksTheCallerWhichDifferencesCount() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        assertThat(store.publish("snapshot", KEY, OTHER, (a, b) -> a.length == b.length))
                .isEqualTo(Published.SAME);
        assertThat(store.find("snapshot", KEY)).hasValue(CONTENT);
    }

    @Test
    void leavesNothingInItsStagingFolder() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        store.publish("snapshot", KEY, CONTENT);
        store.publish("snapshot", KEY, OTHER);
        assertThat(folder.resolve("store/_staging")).isEmptyDirectory();
    }

    @Test
    void reportsEveryTruncation() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        byte[] whole = Files.readAllBytes(blob);
        for (int length = 0; length < whole.length; length++) {
            Files.write(blob, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> store.find("snapshot", KEY))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageStartingWith("Cannot read " + blob + ": damaged (");
        }
    }

    @Test
    void reportsEveryFlippedBit() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        byte[] whole = Files.readAllBytes(blob);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(blob, flipped);
            assertThatThrownBy(() -> store.find("snapshot", KEY)).isInstanceOf(DamagedException.class);
        }
        assertThat(store.audit()).isEqualTo(new ContentStore.Audit(1, List.of("snapshot/0f/0fab12"), List.of()));
    }

    @Test
    void doesNotBelieveAWholeBlobUnderAnotherName() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        store.publish("snapshot", "0fother", OTHER);
        store.publish("record", KEY, CONTENT);
        Path other = blob.resolveSibling("0fother");
        byte[] kept = Files.readAllBytes(blob);
        Files.copy(other, blob, StandardCopyOption.REPLACE_EXISTING);
        Files.write(other, kept);
        Files.write(folder.resolve("store/record/0f/0fab12"), kept);
        assertThatThrownBy(() -> store.find("snapshot", KEY)).isInstanceOf(DamagedException.class);
        assertThatThrownBy(() -> store.find("snapshot", "0fother")).isInstanceOf(DamagedException.class);
        assertThatThrownBy(() -> store.find("record", KEY)).isInstanceOf(DamagedException.class);
        assertThat(store.audit().damaged())
                .containsExactly("record/0f/0fab12", "snapshot/0f/0fab12", "snapshot/0f/0fother");
    }

    @Test
    void readsBlobsOfBeforeWhoseTrailerKnowsTheContentAlone() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
        ByteBuffer file = ByteBuffer.allocate(CONTENT.length + 40);
        file.put(CONTENT).put("ESPALIE1".getBytes(StandardCharsets.US_ASCII)).put(digest);
        Files.createDirectories(blob.getParent());
        Files.write(blob, file.array());
        assertThat(store.find("snapshot", KEY)).hasValue(CONTENT);
        assertThat(store.publish("snapshot", KEY, CONTENT)).isEqualTo(Published.SAME);
        assertThat(store.audit()).isEqualTo(new ContentStore.Audit(1, List.of(), List.of()));
        file.put(0, (byte) 'W');
        Files.write(blob, file.array());
        assertThatThrownBy(() -> store.find("snapshot", KEY)).isInstanceOf(DamagedException.class);
    }

    @Test
    void keepsASafetensorsFileOneThatAnyLibraryReads() throws IOException {
        byte[] content = Safetensors.of(
                        Map.of("fc.weight", Tensor.of(List.of(2, 1), new float[] {1, 2})),
                        Map.of("note", "\"sha256\":\"", "sha256", SafetensorsChecksum.BLANK))
                .toBytes();
        store.publish("snapshot", KEY, content);
        byte[] whole = Files.readAllBytes(blob);
        assertThat(whole).hasSameSizeAs(content);
        assertThat(Safetensors.parse(whole).metadata().get("sha256")).matches("(?!0{64})[0-9a-f]{64}");
        assertThat(store.find("snapshot", KEY)).hasValue(whole);
        assertThat(store.publish("snapshot", KEY, content, (first, second) -> Arrays.equals(first, whole)))
                .isEqualTo(Published.SAME);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(blob, flipped);
            assertThatThrownBy(() -> store.find("snapshot", KEY)).isInstanceOf(DamagedException.class);
        }
        Files.write(blob, content);
        assertThatThrownBy(() -> store.find("snapshot", KEY)).isInstanceOf(DamagedException.class);
    }

    @Test
    void namesFilesThatAreNoBlobs() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        Path misplaced =
                Files.createDirectories(folder.resolve("store/snapshot/aa")).resolve(KEY);
        Files.copy(blob, misplaced);
        Files.writeString(blob.resolveSibling("Notes of mine"), "");
        assertThat(store.keys("snapshot")).containsExactly(KEY);
        assertThat(store.audit().damaged()).containsExactly("snapshot/0f/Notes of mine", "snapshot/aa/" + KEY);
        assertThat(store.setDamagedAside()).hasSize(2);
        assertThat(store.audit()).isEqualTo(new ContentStore.Audit(1, List.of(), List.of()));
        assertThat(store.lost("snapshot")).isEmpty();
    }

    @Test
    void putsADamagedBlobRightWhenItIsPublishedAgainAndKeepsTheDamagedBytes() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        Files.writeString(blob, "torn");
        assertThat(store.publish("snapshot", KEY, CONTENT)).isEqualTo(Published.WON);
        assertThat(store.find("snapshot", KEY)).hasValue(CONTENT);
        assertThat(store.audit()).isEqualTo(new ContentStore.Audit(1, List.of(), List.of()));
        try (Stream<Path> kept = Files.list(folder.resolve("store/_damaged/snapshot"))) {
            assertThat(kept).singleElement().satisfies(path -> assertThat(path).hasContent("torn"));
        }
    }

    @Test
    void setsDamagedBlobsAsideAndNamesThemUntilTheyAreMadeAgain() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        store.publish("snapshot", "00whole", CONTENT);
        assertThat(store.lost("snapshot")).isEmpty();
        Files.writeString(blob, "torn");
        assertThat(store.isWhole("snapshot", KEY)).isFalse();
        assertThat(store.setDamagedAside()).containsExactly("snapshot/0f/" + KEY);
        assertThat(store.find("snapshot", KEY)).isEmpty();
        assertThat(store.lost("snapshot")).containsExactly(KEY);
        assertThat(store.lost("measurement")).isEmpty();
        store.publish("snapshot", KEY, CONTENT);
        assertThat(store.lost("snapshot")).isEmpty();
        assertThat(store.audit()).isEqualTo(new ContentStore.Audit(2, List.of(), List.of()));
    }

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        List<Callable<Published>> writers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            writers.add(() ->
                    ContentStore.open(LocalStorage.at(folder.resolve("store"))).publish("snapshot", KEY, CONTENT));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Published> outcomes = new ArrayList<>();
        for (Future<Published> outcome : threads.invokeAll(writers)) {
            outcomes.add(outcome.get());
        }
        threads.shutdown();
        assertThat(outcomes).filteredOn(Published.WON::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Published.SAME::equals).hasSize(31);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "..", "../x", "aa/b", "/etc", "aa\\b", "AA", "_staging", ".hidden", "aa\0", "ä1"})
    void refusesNamesThatCouldLeaveTheFolder(String name) {
        assertThatThrownBy(() -> store.publish("snapshot", name, CONTENT))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("Invalid key: ");
        assertThatThrownBy(() -> store.find(name, KEY)).hasMessageStartingWith("Invalid kind: ");
    }

    @Test
    void saysWhenItsFolderIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ContentStore nowhere = ContentStore.open(LocalStorage.at(file.resolve("store")));
        assertThatThrownBy(() -> nowhere.publish("snapshot", KEY, CONTENT))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot create " + file + ": ");
    }

    @Test
    void saysWhenTheDiskIsFullAndKeepsWhatIsThere() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(64 * 1024)
                .setBlockSize(1024)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            ContentStore full = ContentStore.open(LocalStorage.at(disk.getPath("/store")));
            full.publish("snapshot", KEY, CONTENT);
            assertThatThrownBy(() -> full.publish("snapshot", "1fab12", new byte[128 * 1024]))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Cannot write /store/_staging/1fab12.")
                    .hasMessageEndingWith(": out of disk space");
            assertThat(full.contains("snapshot", "1fab12")).isFalse();
            assertThat(disk.getPath("/store/_staging")).isEmptyDirectory();
            assertThat(full.publish("snapshot", "1fab12", CONTENT)).isEqualTo(Published.WON);
            assertThat(full.find("snapshot", KEY)).hasValue(CONTENT);
        }
    }

    @Test
    void readsNothingOfAFileThatIsLongerThanABlob() throws IOException {
        store.publish("snapshot", KEY, CONTENT);
        try (FileChannel channel = FileChannel.open(blob, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 3L << 30); // sparse
        }
        assertThatThrownBy(() -> store.find("snapshot", KEY))
                .isInstanceOf(DamagedException.class)
                .hasMessage("Cannot read " + blob + ": damaged (3221225473 bytes (must be at most 2147483639))");
        assertThat(store.audit().damaged()).containsExactly("snapshot/0f/" + KEY);
    }
}
