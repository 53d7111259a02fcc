package io.espalier.spark.table;

import io.espalier.snapshot.DamagedException;
import io.espalier.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One immutable Parquet file of a table. Reading it checks its columns, its version and every page's checksum: it throws
 * {@link DamagedException} if it is not whole, {@link StoreException} if another version wrote it, and
 * {@link NoSuchFileException} if it has been set aside.
 */
public final class Part<T extends Record> {
    /** Footer key of {@link TableSchema#VERSION}. */
    static final String SCHEMA_VERSION = "schemaVersion";

    private final TableSchema<T> schema;
    private final Path file;

    /** What is done with an open file. */
    @FunctionalInterface
    private interface Reading<R> {
        R from(ParquetFileReader reader) throws IOException;
    }

    Part(TableSchema<T> schema, Path file) {
        this.schema = schema;
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** The footer's key-values. */
    public Map<String, String> footer() throws IOException {
        return read(reader -> Map.copyOf(reader.getFileMetaData().getKeyValueMetaData()));
    }

    public long rowCount() throws IOException {
        return read(ParquetFileReader::getRecordCount);
    }

    public List<T> rows() throws IOException {
        return read(reader ->
                values(reader, schema.parquetType()).stream().map(schema::row).toList());
    }

    /** The values of one string column. */
    public List<String> strings(String column) throws IOException {
        MessageType one = new MessageType("row", schema.parquetType().getType(column));
        return read(reader ->
                values(reader, one).stream().map(row -> (String) row[0]).toList());
    }

    private <R> R read(Reading<R> reading) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new PathInput(file), options)) {
            checkSchema(reader);
            return reading.from(reader);
        } catch (StoreException | DamagedException | NoSuchFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedException(file.toString(), e);
        }
    }

    private void checkSchema(ParquetFileReader reader) throws IOException {
        String version = reader.getFileMetaData().getKeyValueMetaData().get(SCHEMA_VERSION);
        if (version == null) {
            throw new DamagedException(file.toString(), "it has no schema version");
        }
        if (!String.valueOf(TableSchema.VERSION).equals(version)) {
            throw new StoreException(
                    "read", file, "schema version " + version + " (this build reads " + TableSchema.VERSION + ")");
        }
        if (!schema.parquetType().equals(reader.getFileMetaData().getSchema())) {
            throw new DamagedException(file.toString(), "its columns are not those of schema version " + version);
        }
    }

    private List<@Nullable Object[]> values(ParquetFileReader reader, MessageType columns) throws IOException {
        try (SeekableInputStream stream = new PathInput(file).newStream()) {
            new Headers(stream, Files.size(file)).check(reader.getRowGroups(), columns);
        }
        reader.setRequestedSchema(columns);
        MessageColumnIO io = new ColumnIOFactory()
                .getColumnIO(columns, reader.getFileMetaData().getSchema());
        List<@Nullable Object[]> values = new ArrayList<>();
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            RecordReader<@Nullable Object[]> rows = io.getRecordReader(group, new RowReader(columns));
            for (long i = 0; i < group.getRowCount(); i++) {
                values.add(rows.read());
            }
        }
        return values;
    }
}
