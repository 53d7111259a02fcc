package io.espalier.spark.table;

import io.espalier.result.CurveRow;
import io.espalier.result.ExportRow;
import io.espalier.result.LayerRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRow;
import java.nio.file.Path;
import java.util.List;

/** The six tables of a sweep in its output folder. */
public record SweepTables(
        ParquetTable<TrialRow> trials,
        ParquetTable<CurveRow> curves,
        ParquetTable<LayerRow> layers,
        ParquetTable<MetricRow> metrics,
        ParquetTable<PlanRow> plan,
        ParquetTable<ExportRow> exports) {
    public static SweepTables in(Path out) {
        return new SweepTables(
                new ParquetTable<>("trials", TrialRow.class, out),
                new ParquetTable<>("curves", CurveRow.class, out),
                new ParquetTable<>("layers", LayerRow.class, out),
                new ParquetTable<>("metrics", MetricRow.class, out),
                new ParquetTable<>("plan", PlanRow.class, out),
                new ParquetTable<>("exports", ExportRow.class, out));
    }

    public List<ParquetTable<?>> all() {
        return List.of(trials, curves, layers, metrics, plan, exports);
    }
}
