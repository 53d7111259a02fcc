package io.espalier.spark.table;

import io.espalier.result.CurveRow;
import io.espalier.result.ExportRow;
import io.espalier.result.FeatureRow;
import io.espalier.result.GridRow;
import io.espalier.result.LabelRow;
import io.espalier.result.LayerRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRow;
import io.espalier.storage.Storage;
import java.util.List;

/** The tables of a sweep in its output folder. */
public record SweepTables(
        ParquetTable<TrialRow> trials,
        ParquetTable<CurveRow> curves,
        ParquetTable<LayerRow> layers,
        ParquetTable<MetricRow> metrics,
        ParquetTable<PlanRow> plan,
        ParquetTable<FeatureRow> features,
        ParquetTable<LabelRow> labels,
        ParquetTable<GridRow> grid,
        ParquetTable<ExportRow> exports) {
    public static SweepTables in(Storage out) {
        return new SweepTables(
                new ParquetTable<>("trials", TrialRow.class, out),
                new ParquetTable<>("curves", CurveRow.class, out),
                new ParquetTable<>("layers", LayerRow.class, out),
                new ParquetTable<>("metrics", MetricRow.class, out),
                new ParquetTable<>("plan", PlanRow.class, out),
                new ParquetTable<>("features", FeatureRow.class, out),
                new ParquetTable<>("labels", LabelRow.class, out),
                new ParquetTable<>("grid", GridRow.class, out),
                new ParquetTable<>("exports", ExportRow.class, out));
    }

    public List<ParquetTable<?>> all() {
        return List.of(trials, curves, layers, metrics, plan, features, labels, grid, exports);
    }

    /** Those of which each part stands alone; the parts of the others with one number are a batch. */
    public List<ParquetTable<?>> standalone() {
        return List.of(plan, metrics, features, labels, grid, exports);
    }
}
