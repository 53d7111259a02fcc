package io.espalier.spark.ledger;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of one sequence number, those of layers and curves by their trial. */
record Batch(List<TrialRow> trials, Map<String, List<LayerRow>> layers, Map<String, List<CurveRow>> curves) {
    static Batch of(List<TrialRow> trials, List<LayerRow> layers, List<CurveRow> curves) {
        return new Batch(
                trials,
                layers.stream().collect(Collectors.groupingBy(LayerRow::trialId)),
                curves.stream().collect(Collectors.groupingBy(CurveRow::trialId)));
    }

    /** What the parts of a sequence number hold; nothing for those that are not there. */
    static Batch read(SweepTables tables, int sequence) throws IOException {
        return of(rows(tables.trials(), sequence), rows(tables.layers(), sequence), rows(tables.curves(), sequence));
    }

    /** Columns that the build which wrote a sequence number did not have. */
    static Set<String> unknown(SweepTables tables, int sequence) throws IOException {
        Set<String> unknown = new LinkedHashSet<>();
        for (ParquetTable<?> table : List.of(tables.trials(), tables.layers(), tables.curves())) {
            Optional<? extends Part<?>> part = table.part(sequence);
            unknown.addAll(part.isPresent() ? part.get().missingColumns() : Set.of());
        }
        return unknown;
    }

    /** The rows of one part; none if it is not there. */
    static <T extends Record> List<T> rows(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        return part.isPresent() ? part.get().rows() : List.of();
    }

    /** All that a trial of this batch has in the tables. */
    TrialRecord record(TrialRow trial) {
        String id = trial.identity().trialId();
        return new TrialRecord(trial, layers.getOrDefault(id, List.of()), curves.getOrDefault(id, List.of()));
    }
}
