package io.espalier.spark.table;

import io.espalier.storage.Content;
import io.espalier.storage.LocalFiles;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import io.espalier.storage.StoredFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tables of a sweep, each as one small file: columns and rows are the same, rows are sorted. With the
 * {@code sweep.json} beside them they can be queried like the folder that they come from, whatever build wrote that.
 */
public final class SingleFileTables {
    private static final String SWEEP = "sweep.json";

    private SingleFileTables() {}

    /** Copies the tables of {@code out} to {@code target}, in the place of what it held. */
    public static void copy(Storage out, Storage target) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(SWEEP, new StoredFile(out, SWEEP).bytes());
        try (LocalFiles tables = out.localFiles(ParquetTable.FOLDER);
                LocalFiles copies = LocalFiles.scratch()) {
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                if (!table.parts().isEmpty()) {
                    String name = ParquetTable.FOLDER + "/" + table.name() + "/part-000000.parquet";
                    copy(table.glob(tables), copies.path(table.name()));
                    files.put(name, copies.bytes(table.name()));
                }
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            target.replace(file.getKey(), Content.of(file.getValue()));
        }
        for (Storage.Entry file : target.list("")) {
            if (!files.containsKey(file.name())) {
                target.delete(file.name());
            }
        }
    }

    private static void copy(String parts, String file) throws StoreException {
        try (Connection duckDb = DuckDb.open();
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_parquet(" + DuckDb.quoted(parts)
                    + ", union_by_name = true) ORDER BY ALL) TO " + DuckDb.quoted(file)
                    + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw StoreException.because("keep", parts, e);
        }
    }
}
