package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.storage.Storage.Durability;
import io.espalier.storage.Storage.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage has to hold, whoever wrote it. */
public abstract class StorageContract {
    private static final String NAME = "tables/trials/part-000000.parquet";

    /** An empty one, for the test's time. */
    protected abstract Storage open(Path folder) throws IOException;

    @TempDir
    private Path folder;

    private static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Storage storage, String name) throws IOException {
        return new String(storage.read(name).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static List<String> names(List<Entry> entries) {
        return entries.stream().map(Entry::name).toList();
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        Storage storage = open(folder);
        assertThat(storage.read(NAME)).isEmpty();
        assertThat(storage.size(NAME)).isEmpty();
        assertThat(storage.exists(NAME)).isFalse();
        assertThat(storage.list("")).isEmpty();
        assertThat(storage.list("tables/trials")).isEmpty();
        storage.delete(NAME);
        assertThat(storage.move(NAME, "other")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void letsTheFirstWriterWin(Durability durability) throws IOException {
        Storage storage = open(folder);
        assertThat(storage.createIfAbsent(NAME, content("first"), durability)).isTrue();
        assertThat(storage.createIfAbsent(NAME, content("second"), durability)).isFalse();
        assertThat(text(storage, NAME)).isEqualTo("first");
        assertThat(storage.list("")).containsExactly(new Entry(NAME, 5));
        storage.sync(NAME);
        assertThat(text(storage, NAME)).isEqualTo("first");
    }

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        Storage storage = open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String name = "lease/%06d".formatted(round);
                List<Callable<Boolean>> writers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String mine = "writer " + i;
                    writers.add(() -> storage.createIfAbsent(name, content(mine), Durability.SYNCED)
                            && text(storage, name).equals(mine));
                }
                int winners = 0;
                for (Future<Boolean> won : threads.invokeAll(writers)) {
                    winners += won.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void replacesWhatIsThereOrNot() throws IOException {
        Storage storage = open(folder);
        storage.replace("sweep.json", content("first"));
        storage.replace("sweep.json", content("second one"));
        assertThat(text(storage, "sweep.json")).isEqualTo("second one");
        assertThat(storage.list("")).containsExactly(new Entry("sweep.json", 10));
        assertThat(storage.createIfAbsent("sweep.json", content("third"), Durability.SYNCED))
                .isFalse();
    }

    @Test
    void showsReadersTheOneOrTheOther() throws Exception {
        Storage storage = open(folder);
        List<String> contents = List.of("a".repeat(100_000), "b".repeat(100_000));
        storage.replace("data.json", content(contents.get(0)));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    storage.replace("data.json", content(contents.get(i % 2)));
                }
                return null;
            });
            while (!writer.isDone()) {
                assertThat(contents).contains(text(storage, "data.json"));
            }
            writer.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsAnyRange() throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent(NAME, content("0123456789"), Durability.SYNCED);
        assertThat(slice(storage, ByteRange.at(2, 3))).isEqualTo("234 from 2 of 10");
        assertThat(slice(storage, ByteRange.at(8, 5))).isEqualTo("89 from 8 of 10");
        assertThat(slice(storage, ByteRange.at(20, 5))).isEqualTo(" from 10 of 10");
        assertThat(slice(storage, ByteRange.last(4))).isEqualTo("6789 from 6 of 10");
        assertThat(slice(storage, ByteRange.last(40))).isEqualTo("0123456789 from 0 of 10");
        assertThat(slice(storage, ByteRange.none())).isEqualTo(" from 0 of 10");
        assertThat(storage.size(NAME)).hasValue(10);
        StorageChannel channel = new StorageChannel(storage, NAME);
        channel.position(7);
        ByteBuffer bytes = ByteBuffer.allocate(5);
        assertThat(channel.read(bytes)).isEqualTo(3);
        assertThat(channel.read(bytes)).isEqualTo(-1);
    }

    private static String slice(Storage storage, ByteRange range) throws IOException {
        FileSlice slice = storage.read(NAME, range).orElseThrow();
        return new String(slice.bytes(), StandardCharsets.UTF_8) + " from " + slice.offset() + " of " + slice.size();
    }

    @Test
    void keepsAnEmptyFileApartFromNone() throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent(NAME, content(""), Durability.UNSYNCED);
        assertThat(storage.read(NAME)).hasValue(new byte[0]);
        assertThat(storage.exists(NAME)).isTrue();
        assertThat(storage.list("")).containsExactly(new Entry(NAME, 0));
    }

    @Test
    void listsWhatLiesBelowAFolderInOrder() throws IOException {
        Storage storage = open(folder);
        for (String name : List.of("a/2", "a/1", "a/b/c", "ab/1", "a.json", "Notes of mine", "z")) {
            storage.createIfAbsent(name, content(name), Durability.UNSYNCED);
        }
        assertThat(names(storage.list("a"))).containsExactly("a/1", "a/2", "a/b/c");
        assertThat(names(storage.list("a/b"))).containsExactly("a/b/c");
        assertThat(storage.list("a/1")).isEmpty();
        assertThat(names(storage.list("")))
                .containsExactly("Notes of mine", "a.json", "a/1", "a/2", "a/b/c", "ab/1", "z");
        storage.delete("a/b/c");
        storage.delete("z");
        assertThat(names(storage.list(""))).containsExactly("Notes of mine", "a.json", "a/1", "a/2", "ab/1");
    }

    @Test
    void leavesNothingOfContentThatFails() throws IOException {
        Storage storage = open(folder);
        Content broken = file -> {
            Content.writeAll(ByteBuffer.wrap(new byte[10]), file);
            throw new IOException("It broke");
        };
        assertThatThrownBy(() -> storage.createIfAbsent(NAME, broken, Durability.SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(": it broke");
        assertThatThrownBy(() -> storage.createIfAbsent(NAME, broken, Durability.UNSYNCED))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> storage.replace(NAME, broken)).isInstanceOf(StoreException.class);
        assertThat(storage.exists(NAME)).isFalse();
        assertThat(storage.list("")).isEmpty();
        assertThat(storage.createIfAbsent(NAME, content("whole"), Durability.SYNCED))
                .isTrue();
        assertThatThrownBy(() -> storage.replace(NAME, broken)).isInstanceOf(StoreException.class);
        assertThat(text(storage, NAME)).isEqualTo("whole");
    }

    @Test
    void movesAFileAndAllThatIsBelowAFolder() throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent("tables/trials/1", content("one"), Durability.SYNCED);
        storage.createIfAbsent("tables/other/2", content("two"), Durability.SYNCED);
        storage.createIfAbsent("tables/other/deep/3", content("three"), Durability.SYNCED);
        assertThat(storage.move("tables/trials/1", "tables/_orphans/1.x")).isTrue();
        assertThat(storage.move("tables/other", "tables/_orphans/other.y")).isTrue();
        assertThat(names(storage.list("")))
                .containsExactly("tables/_orphans/1.x", "tables/_orphans/other.y/2", "tables/_orphans/other.y/deep/3");
        assertThat(text(storage, "tables/_orphans/other.y/deep/3")).isEqualTo("three");
        storage.replace("1", content("in the way"));
        assertThat(storage.move("tables/_orphans/1.x", "1")).isTrue();
        assertThat(text(storage, "1")).isEqualTo("one");
    }

    @Test
    void copiesItsFilesForThoseWhoReadNothingElse() throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent("tables/trials/1", content("one"), Durability.SYNCED);
        try (LocalFiles files = storage.localFiles("tables")) {
            assertThat(Path.of(files.path("trials/1"))).hasContent("one");
        }
        assertThat(text(storage, "tables/trials/1")).isEqualTo("one");
    }

    @Test
    void isFoundAgainByItsLocation() throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent(NAME, content("one"), Durability.SYNCED);
        assertThat(text(reopened(storage), NAME)).isEqualTo("one");
        assertThat(storage.locate(NAME)).endsWith(NAME);
    }

    /** The same storage as another process opens it. */
    protected Storage reopened(Storage storage) {
        return Storages.of(storage.location());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "/etc", "a//b", "a/", "a/../b", "./a", "a\0"})
    void refusesNamesThatLeadOutOfIt(String name) throws IOException {
        Storage storage = open(folder);
        assertThatThrownBy(() -> storage.read(name)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> storage.createIfAbsent(name, content(""), Durability.SYNCED))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> storage.delete(name)).isInstanceOf(InvalidValueException.class);
    }
}
