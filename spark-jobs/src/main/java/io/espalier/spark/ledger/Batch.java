package io.espalier.spark.ledger;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.Part.Content;
import io.espalier.spark.table.SweepTables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of one sequence number, those of layers and curves by their trial.
 *
 * @param unwritten columns that the build which wrote it did not have
 */
record Batch(
        List<TrialRow> trials,
        Map<String, List<LayerRow>> layers,
        Map<String, List<CurveRow>> curves,
        Set<String> unwritten) {
    static Batch of(Content<TrialRow> trials, Content<LayerRow> layers, Content<CurveRow> curves) {
        return new Batch(
                trials.rows(),
                layers.rows().stream().collect(Collectors.groupingBy(LayerRow::trialId)),
                curves.rows().stream().collect(Collectors.groupingBy(CurveRow::trialId)),
                Stream.of(trials, layers, curves)
                        .flatMap(part -> part.missing().stream())
                        .collect(Collectors.toSet()));
    }

    /** What the parts of a sequence number hold; nothing for those that are not there. */
    static Batch read(SweepTables tables, int sequence) throws IOException {
        return of(
                content(tables.trials(), sequence),
                content(tables.layers(), sequence),
                content(tables.curves(), sequence));
    }

    /** The rows of one part; none if it is not there. */
    static <T extends Record> List<T> rows(ParquetTable<T> table, int sequence) throws IOException {
        return content(table, sequence).rows();
    }

    private static <T extends Record> Content<T> content(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        return part.isPresent() ? part.get().content() : Content.none();
    }

    /** All that a trial of this batch has in the tables. */
    TrialRecord record(TrialRow trial) {
        String id = trial.identity().trialId();
        return new TrialRecord(trial, layers.getOrDefault(id, List.of()), curves.getOrDefault(id, List.of()));
    }
}
