package io.espalier.spark.export;

import io.espalier.result.ExportRow;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.sweep.Build;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code exports}: each part is one export, under the next free number, whoever else appends. */
record ExportLog(ParquetTable<ExportRow> table, String sweep) {
    static ExportLog in(Storage out) throws IOException {
        String sweep = SweepDescription.in(out).map(SweepDescription::sweep).orElse("");
        return new ExportLog(SweepTables.in(out).exports(), sweep);
    }

    void append(ExportRow row) throws IOException {
        Map<String, String> footer = Map.of(
                "sweep",
                sweep,
                "codeVersion",
                Build.version(),
                "batch",
                UUID.randomUUID().toString());
        int next = table.parts().isEmpty() ? 0 : table.parts().lastKey() + 1;
        while (!table.publish(next, List.of(row), footer)) {
            next++;
        }
    }
}
