package io.espalier.spark.ledger;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of one sequence number, those of layers and curves by their trial. */
record Batch(List<TrialRow> trials, Map<String, List<LayerRow>> layers, Map<String, List<CurveRow>> curves) {
    static Batch of(List<TrialRow> trials, List<LayerRow> layers, List<CurveRow> curves) {
        return new Batch(
                trials,
                layers.stream().collect(Collectors.groupingBy(LayerRow::trialId)),
                curves.stream().collect(Collectors.groupingBy(CurveRow::trialId)));
    }

    /** All that a trial of this batch has in the tables. */
    TrialRecord record(TrialRow trial) {
        String id = trial.identity().trialId();
        return new TrialRecord(trial, layers.getOrDefault(id, List.of()), curves.getOrDefault(id, List.of()));
    }
}
