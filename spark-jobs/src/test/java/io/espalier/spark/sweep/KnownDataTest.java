package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.DataSpec;
import io.espalier.data.Missing;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.spark.data.CsvSource;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data are read and hashed where their files may have changed, and nowhere else. */
class KnownDataTest {
    /** By then everything that the test wrote is long settled. */
    private static final InstantSource LATER = InstantSource.fixed(Instant.now().plus(Duration.ofHours(1)));

    @TempDir
    private Path folder;

    private Path table;
    private DataSpec spec;
    private Storage store;
    private int loads;

    @BeforeEach
    void write() throws IOException {
        table = folder.resolve("table.csv");
        write(1);
        spec = new DataSpec(
                new CsvSource(
                        table.toString(),
                        List.of(),
                        "kind",
                        new Missing.Mean(),
                        List.of("colour"),
                        List.of("id"),
                        ",",
                        "\"",
                        true,
                        List.of(),
                        null),
                0.2,
                0.2,
                0,
                DataSpec.Scaling.PER_FEATURE,
                null);
        store = LocalStorage.at(folder.resolve("store"));
    }

    /** The same number of bytes for every number of one digit. */
    private void write(int height) throws IOException {
        StringBuilder csv = new StringBuilder("id,height,colour,kind\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i)
                    .append(i % 10 == 9 ? "," : "," + (height + i % 7))
                    .append(i % 3 == 0 ? ",red," : ",green,")
                    .append(i % 2 == 0 ? "cat\n" : "dog\n");
        }
        Files.writeString(table, csv);
    }

    private KnownData data(Targets.Kind kind, InstantSource clock) throws IOException {
        KnownData data = new KnownData(
                LocalStorage.at(folder.resolve("out")),
                store,
                kind,
                one -> {
                    loads++;
                    return one.load();
                },
                clock);
        data.read();
        return data;
    }

    /** As a run does it. */
    private Splits run(InstantSource clock) throws IOException {
        KnownData data = data(Targets.Kind.CLASSES, clock);
        Splits splits = data.load(spec);
        data.write();
        ExecutorData.keep(store, splits);
        return splits;
    }

    @Test
    void filesThatLookTheSameAreNotRead() throws IOException {
        Splits read = run(LATER);
        Splits known = run(LATER);

        assertThat(loads).isOne();
        assertThat(known.hash()).isEqualTo(read.hash());
        assertThat(known.train().shape()).isEqualTo(read.train().shape());
        assertThat(known.train().targets().names()).containsExactly("cat", "dog");
        assertThat(known.test().targets().words())
                .isEqualTo(read.test().targets().words());
        assertThat(DataRows.of(spec, known).features())
                .isEqualTo(DataRows.of(spec, read).features());
        assertThat(DataRows.of(spec, known).labels())
                .isEqualTo(DataRows.of(spec, read).labels());
        assertThat(known.preparation().uses()).isEqualTo(read.preparation().uses());
        assertThat(loads).isOne();
        assertThat(known.validation().features()).isEqualTo(read.validation().features());
        assertThat(loads).isEqualTo(2);
    }

    @Test
    void otherContentOfTheSameLengthIsRead() throws IOException {
        String before = run(LATER).hash();
        write(2);
        assertThat(run(LATER).hash()).isNotEqualTo(before);
        assertThat(loads).isEqualTo(2);
    }

    /** As {@code cp -p} and {@code touch -r} leave it. */
    @Test
    void otherContentOfTheSameLengthAndTimeIsRead() throws Exception {
        FileTime time = Files.getLastModifiedTime(table);
        String before = run(LATER).hash();
        Thread.sleep(20);
        write(2);
        Files.setLastModifiedTime(table, time);
        assertThat(run(LATER).hash()).isNotEqualTo(before);
    }

    @Test
    void theSameContentWrittenAgainIsReadAndTheSame() throws IOException {
        String before = run(LATER).hash();
        Files.setLastModifiedTime(table, FileTime.from(Instant.EPOCH));
        assertThat(run(LATER).hash()).isEqualTo(before);
        assertThat(run(LATER).hash()).isEqualTo(before);
        assertThat(loads).isEqualTo(2);
    }

    /** What is written within the clock's resolution would look the same. */
    @Test
    void filesWrittenAMomentAgoAreReadAgain() throws IOException {
        run(InstantSource.system());
        run(InstantSource.system());
        assertThat(loads).isEqualTo(2);
    }

    @Test
    void aFileMoreInTheFolderIsRead() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        Files.copy(table, many.resolve("a.csv"));
        spec = new DataSpec(
                new CsvSource(many.toString(), List.of("height"), "kind", new Missing.Mean()),
                0.2,
                0.2,
                0,
                DataSpec.Scaling.UNIT,
                null);
        run(LATER);
        run(LATER);
        assertThat(loads).isOne();
        Files.copy(table, many.resolve("b.csv"));
        run(LATER);
        assertThat(loads).isEqualTo(2);
    }

    @Test
    void whatTheStoreLostIsRead() throws IOException {
        String hash = run(LATER).hash();
        store.delete("_data/" + hash + ".safetensors");
        run(LATER);
        assertThat(loads).isEqualTo(2);
        Files.write(folder.resolve("store/_data/" + hash + ".safetensors"), new byte[] {1, 2, 3});
        run(LATER);
        assertThat(loads).isEqualTo(3);
    }

    @Test
    void aFileThatIsNotOfThisBuildIsNotBelieved() throws IOException {
        run(LATER);
        for (String other : List.of("", "{", "[]", "{\"known\":[{\"data\":1}]}", "null")) {
            Files.writeString(folder.resolve("out/files.json"), other);
            int before = loads;
            run(LATER);
            assertThat(loads).as(other).isEqualTo(before + 1);
        }
        data(Targets.Kind.VALUES, LATER).load(spec);
        assertThat(loads).isEqualTo(7);
    }
}
