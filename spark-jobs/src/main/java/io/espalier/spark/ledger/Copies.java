package io.espalier.spark.ledger;

import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.storage.DamagedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds parts that say again what a part of a lower number says: nobody but somebody who copies files writes those. */
final class Copies {
    private Copies() {}

    /** The numbers of such parts; one that cannot be read is none. */
    static <T extends Record> SortedSet<Integer> in(ParquetTable<T> table, Function<T, String> name)
            throws IOException {
        Set<String> known = new HashSet<>();
        SortedSet<Integer> copies = new TreeSet<>();
        for (Map.Entry<Integer, Part<T>> part : table.parts().entrySet()) {
            Set<String> said = names(part.getValue(), name);
            if (said.stream().anyMatch(known::contains)) {
                copies.add(part.getKey());
            } else {
                known.addAll(said);
            }
        }
        return copies;
    }

    private static <T extends Record> Set<String> names(Part<T> part, Function<T, String> name) throws IOException {
        try {
            return part.rows().stream().map(name).collect(Collectors.toSet());
        } catch (DamagedException e) {
            return Set.of();
        }
    }
}
