package io.espalier.spark.ledger;

import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.storage.DamagedException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A table of which every part stands alone: what is in a part is entered, and what is named in one is not entered again.
 * Of two drivers that publish the same number one succeeds; the other learns what is in it and goes on with the next.
 */
final class AppendOnlyTable<T extends Record> {
    /** Reads the names of all that a part holds. */
    @FunctionalInterface
    interface Names<T extends Record> {
        List<String> in(Part<T> part) throws IOException;
    }

    /** Throws unless this driver may write. */
    @FunctionalInterface
    interface Permit {
        void check() throws IOException;
    }

    private final ParquetTable<T> table;
    private final Function<T, String> name;
    private final Names<T> names;
    private final Supplier<Map<String, String>> footer;
    private final Set<String> known = new LinkedHashSet<>();
    private int next;

    /**
     * @param name of what a row belongs to; rows of one name come together
     * @param footer of a new part
     */
    AppendOnlyTable(
            ParquetTable<T> table, Function<T, String> name, Names<T> names, Supplier<Map<String, String>> footer) {
        this.table = table;
        this.name = name;
        this.names = names;
        this.footer = footer;
    }

    /** Reads all that is there, number by number, so that nothing that comes later goes unseen. */
    void load() throws IOException {
        int parts = table.parts().isEmpty() ? 0 : table.parts().lastKey() + 1;
        while (next < parts || table.part(next).isPresent()) {
            learn();
        }
    }

    /** Names of all that is entered, in its order. */
    Set<String> known() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(known));
    }

    boolean knows(String one) {
        return known.contains(one);
    }

    /** Enters rows; what is known stays as it is. */
    void enter(List<T> rows, Permit permit) throws IOException {
        while (true) {
            permit.check();
            List<T> fresh = rows.stream()
                    .filter(row -> !known.contains(name.apply(row)))
                    .toList();
            if (fresh.isEmpty()) {
                return;
            }
            table.publish(next, fresh, footer.get());
            learn();
        }
    }

    /** Learns one part; one that is missing or damaged becomes empty, for its rows will be entered again. */
    private void learn() throws IOException {
        try {
            Optional<Part<T>> part = table.part(next);
            known.addAll(part.isPresent() ? names.in(part.get()) : List.of());
        } catch (DamagedException e) {
            table.setAside(next, String.valueOf(e.getMessage()));
        }
        if (table.part(next).isEmpty()) {
            table.publish(next, List.of(), footer.get());
        }
        next++;
    }
}
