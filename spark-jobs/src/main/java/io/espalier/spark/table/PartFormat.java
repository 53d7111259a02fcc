package io.espalier.spark.table;

import io.espalier.storage.Storage;
import java.util.List;
import java.util.Map;

/** How the rows of a part are bytes. Tables and ledgers know nothing of it: they name parts, publish them and read them. */
public interface PartFormat {
    /** A part as a file. */
    <T extends Record> byte[] write(TableSchema<T> schema, List<T> rows, Map<String, String> footer);

    /** A file as a part; nothing is read yet. */
    <T extends Record> Part<T> part(TableSchema<T> schema, Storage storage, String name);
}
