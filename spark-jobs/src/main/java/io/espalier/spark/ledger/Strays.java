package io.espalier.spark.ledger;

import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.FileName;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What lies among the files of a sweep that no driver put there, but that a reader of whole folders would take. */
record Strays(Storage out, List<String> names) {
    private static final String TABLES = "tables";
    private static final String ORPHANS = TABLES + "/_orphans/";

    Strays {
        names = List.copyOf(names);
    }

    static Strays in(Storage out) throws IOException {
        SweepTables tables = SweepTables.in(out);
        List<String> own = tables.all().stream().map(ParquetTable::name).toList();
        List<String> strays = new ArrayList<>(shown(out, TABLES, file -> own.contains(FileName.child(file, TABLES))));
        for (ParquetTable<?> table : tables.all()) {
            strays.addAll(table.strangers());
        }
        strays.addAll(shown(out, Lease.FOLDER, Lease::isOne));
        out.specials(TABLES).stream()
                .filter(special -> !(special + "/").startsWith(ORPHANS))
                .filter(special -> !own.contains(FileName.child(special, TABLES)) || isWithin(special, TABLES))
                .forEach(strays::add);
        return new Strays(out, strays);
    }

    /** Whether a name lies in a folder of a folder: the folder of a table may be empty. */
    private static boolean isWithin(String name, String folder) {
        return name.indexOf('/', folder.length() + 1) > 0;
    }

    /** Files and folders right in a folder, but for those of the sweep's own and those that readers skip. */
    private static List<String> shown(Storage out, String folder, Predicate<String> isOwn) throws IOException {
        return out.list(folder).stream()
                .map(Storage.Entry::name)
                .filter(file -> !isOwn.test(file))
                .map(file -> FileName.child(file, folder))
                .filter(child -> !child.matches("[._].*"))
                .distinct()
                .map(child -> folder + "/" + child)
                .toList();
    }

    /** What is wrong, a line for each. */
    List<String> problems() {
        return names.stream()
                .map(name -> out.locate(name)
                        + " does not belong to the sweep (other programs that read the folder would include it)")
                .toList();
    }

    /** Moves them to where nobody reads them but a person; says which. */
    List<String> setAside() throws IOException {
        for (String name : names) {
            setAside(out, name);
        }
        return names.stream().map(out::locate).toList();
    }

    /** Moves any file or folder there. */
    static void setAside(Storage out, String name) throws IOException {
        out.move(name, ORPHANS + FileName.last(name) + "." + UUID.randomUUID());
    }
}
