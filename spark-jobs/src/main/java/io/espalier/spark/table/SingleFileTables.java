package io.espalier.spark.table;

import io.espalier.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    public static void copy(Path out, Path target) throws IOException {
        Path parent = AtomicFile.createFolders(target.resolveSibling(""));
        Path fresh = Files.createTempDirectory(parent, ".keep");
        try {
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                if (!table.parts().isEmpty()) {
                    copy(table, fresh);
                }
            }
            delete(fresh.resolve("_staging"));
            Files.copy(out.resolve(SWEEP), fresh.resolve(SWEEP));
            delete(target);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
    }

    private static <T extends Record> void copy(ParquetTable<T> table, Path target) throws IOException {
        List<T> rows = new ArrayList<>();
        for (Part<T> part : table.parts().values()) {
            part.checkKnown();
            rows.addAll(part.rows());
        }
        TableSchema<T> schema = table.schema();
        rows.sort(Comparator.comparing(row -> Arrays.toString(schema.values(row))));
        table.in(target).publish(0, rows, BATCH);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
