package io.espalier.spark.table;

import io.espalier.binding.Sha256;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * A part as a Parquet file. Reading it checks its columns, its version, every page's checksum and, for its {@link
 * #content}, that of the whole file.
 */
final class ParquetPart<T extends Record> implements Part<T> {
    /** Footer key of {@link TableSchema#VERSION}. */
    static final String SCHEMA_VERSION = "schemaVersion";

    /** Footer key of {@link #hash} of the columns; files of commit a59bc2d and before have none. */
    static final String COLUMNS = "columns";

    private final TableSchema<T> schema;
    private final Storage storage;
    private final String name;

    /** What is done with an open file. */
    @FunctionalInterface
    private interface Reading<R> {
        R from(StoredInput input, ParquetFileReader reader) throws IOException;
    }

    ParquetPart(TableSchema<T> schema, Storage storage, String name) {
        this.schema = schema;
        this.storage = storage;
        this.name = name;
    }

    @Override
    public String file() {
        return storage.locate(name);
    }

    @Override
    public Map<String, String> footer() throws IOException {
        return read((input, reader) -> footer(reader));
    }

    @Override
    public Content<T> content() throws IOException {
        return read((input, reader) -> {
            checkWhole(input, reader);
            MessageType columns = columns(reader);
            MessageType present = schema.presentIn(columns);
            List<T> rows = values(input, reader, present).stream()
                    .map(values -> schema.row(present, values))
                    .toList();
            return new Content<>(rows, schema.missingIn(columns), footer(reader));
        });
    }

    @Override
    public void checkKnown() throws IOException {
        MessageType columns = read((input, reader) -> columns(reader));
        if (!schema.knows(columns)) {
            throw new StoreException(
                    "rewrite", file(), "it was written by a later build of Espalier, with more columns");
        }
    }

    @Override
    public List<String> strings(String column) throws IOException {
        return read((input, reader) -> {
            MessageType one = new MessageType("row", columns(reader).getType(column));
            return values(input, reader, one).stream()
                    .map(row -> (String) row[0])
                    .toList();
        });
    }

    /** SHA-256 of names, types and order of columns. */
    static String hash(MessageType columns) {
        return Sha256.of(columns.toString());
    }

    private static Map<String, String> footer(ParquetFileReader reader) {
        return Map.copyOf(reader.getFileMetaData().getKeyValueMetaData());
    }

    private static MessageType columns(ParquetFileReader reader) {
        return reader.getFileMetaData().getSchema();
    }

    private <R> R read(Reading<R> reading) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification()
                .build();
        StoredInput input = new StoredInput(storage, name);
        try (ParquetFileReader reader = ParquetFileReader.open(input, options)) {
            checkSchema(reader);
            return reading.from(input, reader);
        } catch (StoreException | DamagedException | FileNotFoundException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedException(file(), e);
        }
    }

    private void checkWhole(StoredInput input, ParquetFileReader reader) throws IOException {
        if (!PartChecksum.agrees(input.bytes(), footer(reader))) {
            throw new DamagedException(file(), "its checksum differs from its content");
        }
    }

    private void checkSchema(ParquetFileReader reader) throws IOException {
        Map<String, String> footer = reader.getFileMetaData().getKeyValueMetaData();
        String version = footer.get(SCHEMA_VERSION);
        if (version == null) {
            throw new DamagedException(file(), "it has no schema version");
        }
        if (!String.valueOf(TableSchema.VERSION).equals(version)) {
            throw new StoreException(
                    "read", file(), "schema version " + version + " (this build reads " + TableSchema.VERSION + ")");
        }
        checkColumns(columns(reader), footer.get(COLUMNS));
    }

    private void checkColumns(MessageType columns, @Nullable String hash) throws DamagedException {
        Optional<String> refusal = schema.refusal(columns);
        if (refusal.isPresent()) {
            throw new DamagedException(file(), refusal.get());
        }
        if (hash == null ? !schema.knows(columns) : !hash.equals(hash(columns))) {
            throw new DamagedException(file(), "its columns differ from those that were written");
        }
    }

    private List<@Nullable Object[]> values(StoredInput input, ParquetFileReader reader, MessageType columns)
            throws IOException {
        try (SeekableInputStream stream = input.newStream()) {
            new ParquetHeaders(stream, input.getLength()).check(reader.getRowGroups(), columns);
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
