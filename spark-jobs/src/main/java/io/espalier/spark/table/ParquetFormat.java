package io.espalier.spark.table;

import io.espalier.storage.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts as Parquet files, which say in their footer what wrote them. */
record ParquetFormat() implements PartFormat {
    @Override
    public <T extends Record> byte[] write(TableSchema<T> schema, List<T> rows, Map<String, String> footer) {
        Map<String, String> keyValues = new HashMap<>(footer);
        keyValues.put(ParquetPart.SCHEMA_VERSION, String.valueOf(TableSchema.VERSION));
        keyValues.put(ParquetPart.COLUMNS, ParquetPart.hash(schema.parquetType()));
        keyValues.put(PartChecksum.KEY, PartChecksum.UNKNOWN);
        return PartChecksum.enter(RowWriter.write(schema, rows, keyValues));
    }

    @Override
    public <T extends Record> Part<T> part(TableSchema<T> schema, Storage storage, String name) {
        return new ParquetPart<>(schema, storage, name);
    }
}
