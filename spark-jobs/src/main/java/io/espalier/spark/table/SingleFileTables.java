package io.espalier.spark.table;

import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of a sweep, each as one small file: columns and rows are the same, rows are sorted. With the
 * {@code sweep.json} beside them they can be queried like the folder that they come from, whatever build wrote that.
 */
public final class SingleFileTables {
    private static final String SWEEP = "sweep.json";

    private SingleFileTables() {}

    /** Copies the tables of {@code out} to {@code target}, in the place of what it held. */
    public static void copy(Path out, Path target) throws IOException {
        Path parent = AtomicFile.createFolders(target.resolveSibling(""));
        Path fresh = Files.createTempDirectory(parent, ".keep");
        try {
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                if (!table.parts().isEmpty()) {
                    copy(table, AtomicFile.createFolders(fresh.resolve("tables").resolve(table.name())));
                }
            }
            Files.copy(out.resolve(SWEEP), fresh.resolve(SWEEP));
            delete(target);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
    }

    private static void copy(ParquetTable<?> table, Path folder) throws StoreException {
        Path file = folder.resolve("part-000000.parquet");
        try (Connection duckDb = DuckDb.open();
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_parquet(" + DuckDb.quoted(table.glob())
                    + ", union_by_name = true) ORDER BY ALL) TO " + DuckDb.quoted(file.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw StoreException.because("keep", folder, e);
        }
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
