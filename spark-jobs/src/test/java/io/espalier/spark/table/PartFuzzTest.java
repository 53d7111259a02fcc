package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.espalier.Mutations;
import io.espalier.result.LabelRow;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.storage.Content;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Faults;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Test;

/** Whatever is in a file of a table, its rows are read or it is refused as damaged, soon and in little memory. */
class PartFuzzTest {
    private static final TableSchema<TrialRow> TRIALS = TableSchema.of(TrialRow.class);
    private static final List<TrialRow> ROWS = List.of(
            TrialRecords.completed("a").trial(), TrialRecords.failed("b").trial());
    private static final byte[] RIGHT = new ParquetFormat().write(TRIALS, ROWS, Map.of());

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MEMORY = 100L << 20;
    private static final Duration SOON = Duration.ofSeconds(5);

    @Provide
    Arbitrary<Mutations> mutations() {
        return Mutations.any();
    }

    @Property(tries = 300)
    void isReadOrRefused(@ForAll("mutations") Mutations mutations) throws IOException {
        assertReadOrRefused(mutations.of(RIGHT));
    }

    @Provide
    Arbitrary<Integer> columns() {
        return Arbitraries.integers().between(0, TRIALS.columns().size() - 1);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(Integer.MIN_VALUE, Integer.MAX_VALUE),
                Arbitraries.longs().between(-5, 5));
    }

    @Property(tries = 1000)
    void believesNoNumber(@ForAll DeclaredNumber number, @ForAll("columns") int column, @ForAll("numbers") long value)
            throws IOException {
        assertReadOrRefused(number.changed(RIGHT, column, value));
    }

    /** Where the data of one column begin, or its dictionary, is where those of another do. */
    @Test
    void takesNoColumnForAnother() throws IOException {
        long[] starts = starts();
        for (DeclaredNumber offset : List.of(DeclaredNumber.DATA_OFFSET, DeclaredNumber.DICTIONARY_OFFSET)) {
            for (int column = 0; column < starts.length; column++) {
                assertReadOrRefused(offset.changed(RIGHT, column, starts[(column + 1) % starts.length]));
                assertReadOrRefused(offset.changed(RIGHT, column, starts[(column + 7) % starts.length]));
            }
        }
    }

    /** No bit of a file can change unseen, not even one that no reader asks for. */
    @Test
    void missesNoBit() throws IOException {
        TableSchema<LabelRow> labels = TableSchema.of(LabelRow.class);
        byte[] right = new ParquetFormat()
                .write(labels, List.of(new LabelRow("hash", "csv", 0, "yes", 5, 3, 2)), Map.of(Part.BATCH, "b"));
        for (int bit = 0; bit < 8 * right.length; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isRead(labels, wrong))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isFalse();
        }
        assertThat(isRead(labels, right)).isTrue();
    }

    private static boolean isRead(TableSchema<LabelRow> schema, byte[] content) throws IOException {
        Storage storage = MemoryStorage.of(new MemoryDisk(), Faults.NONE);
        storage.replace("part", Content.of(content));
        try {
            new ParquetPart<>(schema, storage, "part").rows();
            return true;
        } catch (DamagedException | StoreException e) {
            return false;
        }
    }

    private static long[] starts() throws IOException {
        Path file = Files.createTempFile("starts", ".parquet");
        try {
            Files.write(file, RIGHT);
            try (ParquetFileReader reader = ParquetFileReader.open(new StoredInput(
                    LocalStorage.at(file.getParent()), file.getFileName().toString()))) {
                return reader.getRowGroups().get(0).getColumns().stream()
                        .mapToLong(ColumnChunkMetaData::getStartingPos)
                        .toArray();
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void assertReadOrRefused(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".parquet");
        try {
            Files.write(file, content);
            long start = System.nanoTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            read(file);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Path file) throws IOException {
        try {
            assertThat(new ParquetPart<>(
                                    TRIALS,
                                    LocalStorage.at(file.getParent()),
                                    file.getFileName().toString())
                            .rows())
                    .isEqualTo(ROWS);
        } catch (DamagedException | StoreException e) {
            // refused
        }
    }
}
