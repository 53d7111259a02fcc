package io.espalier.spark.table;

import io.espalier.storage.Content;
import io.espalier.storage.LocalFiles;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of a sweep, each as one small file: columns and rows are the same, rows are sorted. With the
 * {@code sweep.json} beside them they can be queried and gone on with like the folder that they come from.
 */
public final class SingleFileTables {
    private static final String SWEEP = "sweep.json";
    private static final Map<String, String> BATCH = Map.of(Part.BATCH, "kept");

    private SingleFileTables() {}

    /**
     * Copies the tables of {@code out} to {@code target}, in the place of what it held.
     *
     * @throws io.espalier.storage.StoreException if a later build wrote them, with more columns
     */
    public static void copy(Storage out, Storage target) throws IOException {
        SortedMap<String, Content> files = new TreeMap<>(Map.of(SWEEP, Content.of(out, SWEEP)));
        try (LocalFiles folder = LocalFiles.scratch()) {
            Storage fresh = Storages.of(folder.path(""));
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                if (!table.parts().isEmpty()) {
                    copy(table, fresh);
                }
            }
            fresh.list("").forEach(file -> files.put(file.name(), Content.of(fresh, file.name())));
            target.replaceAll(files);
        }
        for (Storage.Entry file : target.list("")) {
            if (!files.containsKey(file.name())) {
                target.delete(file.name());
            }
        }
    }

    private static <T extends Record> void copy(ParquetTable<T> table, Storage target) throws IOException {
        List<T> rows = new ArrayList<>();
        for (Part<T> part : table.parts().values()) {
            part.checkKnown();
            rows.addAll(part.rows());
        }
        TableSchema<T> schema = table.schema();
        rows.sort(Comparator.comparing(row -> Arrays.toString(schema.values(row))));
        table.in(target).publish(0, rows, BATCH);
    }
}
