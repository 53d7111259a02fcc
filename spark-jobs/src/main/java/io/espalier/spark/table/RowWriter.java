package io.espalier.spark.table;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Turns rows into the bytes of a Parquet file, with a checksum on every page. */
final class RowWriter<T extends Record> extends WriteSupport<T> {
    private final TableSchema<T> schema;
    private final Map<String, String> footer;
    private @Nullable RecordConsumer parquet;

    private RowWriter(TableSchema<T> schema, Map<String, String> footer) {
        this.schema = schema;
        this.footer = footer;
    }

    static <T extends Record> byte[] write(TableSchema<T> schema, List<T> rows, Map<String, String> footer) {
        ParquetBytes file = new ParquetBytes();
        try (ParquetWriter<T> writer = new Builder<>(file, new RowWriter<>(schema, footer))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withPageWriteChecksumEnabled(true)
                .build()) {
            for (T row : rows) {
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to write", e);
        }
        return file.toByteArray();
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema.parquetType(), footer);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema.parquetType(), footer);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        parquet = consumer;
    }

    @Override
    public void write(T row) {
        RecordConsumer consumer = Objects.requireNonNull(parquet);
        @Nullable Object[] values = schema.values(row);
        consumer.startMessage();
        for (int i = 0; i < values.length; i++) {
            write(schema.columns().get(i), i, values[i], consumer);
        }
        consumer.endMessage();
    }

    private static void write(Column column, int index, @Nullable Object value, RecordConsumer consumer) {
        if (value != null) {
            consumer.startField(column.name(), index);
            column.write(value, consumer);
            consumer.endField(column.name(), index);
        } else if (!column.nullable()) {
            throw new InvalidValueException(column.name(), null, "have a value");
        }
    }

    private static final class Builder<T extends Record> extends ParquetWriter.Builder<T, Builder<T>> {
        private final RowWriter<T> rows;

        Builder(OutputFile file, RowWriter<T> rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }
}
