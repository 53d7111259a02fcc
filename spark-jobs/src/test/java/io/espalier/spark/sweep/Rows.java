package io.espalier.spark.sweep;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** All that a sweep found out, times aside, in the order of the trial ids. */
record Rows(List<TrialRow> trials, List<LayerRow> layers, List<CurveRow> curves) {
    static Rows of(Path out) throws IOException {
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        return new Rows(
                tables.trials().rows().stream()
                        .map(Rows::timeless)
                        .sorted(Comparator.comparing(t -> t.identity().trialId()))
                        .toList(),
                tables.layers().rows().stream()
                        .sorted(Comparator.comparing(LayerRow::trialId)
                                .thenComparing(l -> l.layer().position()))
                        .toList(),
                tables.curves().rows().stream()
                        .sorted(Comparator.comparing(CurveRow::trialId)
                                .thenComparing(c -> c.point().trainStep())
                                .thenComparing(c -> c.point().iteration()))
                        .toList());
    }

    private static TrialRow timeless(TrialRow t) {
        TrialRow.Effort e = t.effort();
        return new TrialRow(
                t.identity(),
                t.choices(),
                t.controls(),
                t.outcome(),
                t.size(),
                t.quality(),
                e == null ? null : new TrialRow.Effort(e.trainingEpochs(), e.iterations(), 0, 0, ""),
                t.provenance(),
                t.setup());
    }
}
