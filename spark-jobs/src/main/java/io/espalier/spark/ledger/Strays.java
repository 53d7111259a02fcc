package io.espalier.spark.ledger;

import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What lies among the files of a sweep that no driver put there, but that a reader of whole folders would take. */
record Strays(Path out, List<Path> paths) {
    Strays {
        paths = List.copyOf(paths);
    }

    static Strays in(Path out) throws IOException {
        SweepTables tables = SweepTables.in(out);
        List<String> names = tables.all().stream().map(ParquetTable::name).toList();
        List<Path> strays = new ArrayList<>(shown(out.resolve("tables")).stream()
                .filter(path -> !names.contains(path.getFileName().toString()))
                .toList());
        for (ParquetTable<?> table : tables.all()) {
            strays.addAll(table.strangers());
        }
        strays.addAll(shown(Lease.folder(out)).stream()
                .filter(path -> !Lease.isOne(path))
                .toList());
        return new Strays(out, strays);
    }

    private static List<Path> shown(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().matches("[._].*"))
                    .sorted()
                    .toList();
        }
    }

    /** What is wrong, a line for each. */
    List<String> problems() {
        return paths.stream()
                .map(path -> path + " is no file of the sweep's (a reader of the folder would take it)")
                .toList();
    }

    /** Moves them to where nobody reads them but a person; says which. */
    List<String> setAside() throws StoreException {
        for (Path path : paths) {
            setAside(out, path);
        }
        return paths.stream().map(Path::toString).toList();
    }

    /** Moves any file or folder there. */
    static void setAside(Path out, Path path) throws StoreException {
        Path aside = AtomicFile.createFolders(out.resolve("tables").resolve("_orphans"));
        AtomicFile.move(path, aside.resolve(path.getFileName() + "." + UUID.randomUUID()));
    }
}
