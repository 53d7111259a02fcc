package io.espalier.spark.ledger;

import io.espalier.result.GridRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.storage.DamagedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The grids that a sweep's file has described, one a part: the last part is the present grid. */
final class GridHistory {
    private final ParquetTable<GridRow> table;
    private final Supplier<Map<String, String>> footer;

    GridHistory(ParquetTable<GridRow> table, Supplier<Map<String, String>> footer) {
        this.table = table;
        this.footer = footer;
    }

    /** Makes these rows the present grid, whatever number they carry; nothing is written where they are it already. */
    void enter(List<GridRow> rows, AppendOnlyTable.Permit permit) throws IOException {
        while (true) {
            permit.check();
            int last = last();
            if (numbered(rows, last).equals(present(last).orElse(null))
                    || table.publish(last + 1, numbered(rows, last + 1), footer.get())) {
                return;
            }
        }
    }

    private int last() throws IOException {
        SortedMap<Integer, ?> parts = table.parts();
        return parts.isEmpty() ? -1 : parts.lastKey();
    }

    /** A damaged grid is none, and becomes an earlier one. */
    private Optional<List<GridRow>> present(int last) throws IOException {
        try {
            return last < 0
                    ? Optional.empty()
                    : Optional.of(table.part(last).orElseThrow().rows());
        } catch (DamagedException e) {
            table.setAside(last);
            table.publish(last, List.of(), footer.get());
            return Optional.empty();
        }
    }

    private static List<GridRow> numbered(List<GridRow> rows, int grid) {
        return rows.stream().map(row -> row.in(grid)).toList();
    }
}
