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
    /** How tables are written. */
    public static final PartFormat PARQUET = new ParquetFormat();

    private static final TableSchema<TrialRow> TRIALS = TableSchema.of(TrialRow.class);
    private static final TableSchema<CurveRow> CURVES = TableSchema.of(CurveRow.class);
    private static final TableSchema<LayerRow> LAYERS = TableSchema.of(LayerRow.class);
    private static final TableSchema<MetricRow> METRICS = TableSchema.of(MetricRow.class);
    private static final TableSchema<PlanRow> PLAN = TableSchema.of(PlanRow.class);
    private static final TableSchema<FeatureRow> FEATURES = TableSchema.of(FeatureRow.class);
    private static final TableSchema<LabelRow> LABELS = TableSchema.of(LabelRow.class);
    private static final TableSchema<GridRow> GRID = TableSchema.of(GridRow.class);
    private static final TableSchema<ExportRow> EXPORTS = TableSchema.of(ExportRow.class);

    public static SweepTables in(Storage out) {
        return in(out, PARQUET);
    }

    /** The same in another format. */
    public static SweepTables in(Storage out, PartFormat format) {
        return new SweepTables(
                new ParquetTable<>("trials", TRIALS, out, format),
                new ParquetTable<>("curves", CURVES, out, format),
                new ParquetTable<>("layers", LAYERS, out, format),
                new ParquetTable<>("metrics", METRICS, out, format),
                new ParquetTable<>("plan", PLAN, out, format),
                new ParquetTable<>("features", FEATURES, out, format),
                new ParquetTable<>("labels", LABELS, out, format),
                new ParquetTable<>("grid", GRID, out, format),
                new ParquetTable<>("exports", EXPORTS, out, format));
    }

    public List<ParquetTable<?>> all() {
        return List.of(trials, curves, layers, metrics, plan, features, labels, grid, exports);
    }

    /** Those of which each part stands alone; the parts of the others with one number are a batch. */
    public List<ParquetTable<?>> standalone() {
        return List.of(plan, metrics, features, labels, grid, exports);
    }
}
